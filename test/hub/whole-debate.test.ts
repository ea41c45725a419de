import { expect, it } from 'vitest';
import { rehearse, sum } from '../support/rehearsal/rehearsal.ts';
import { drawSeed } from '../support/seed.ts';

const aSecondMs = 1_000;
const withinMs = 200_000;

it('a whole debate of four in the format of 2020, at ninety times its speed: every account adds up', {
  timeout: withinMs,
}, async () => {
  const played = await rehearse({ speakers: 4, speed: 90, seed: drawSeed('whole debate') });
  const { lengthMs, turnMs, pauseMs, silentMs, accounts } = played;
  expect(turnMs + pauseMs + silentMs).toBe(lengthMs);
  expect(sum(accounts.map(({ accountMs }) => accountMs))).toBe(turnMs);
  expect(played.turns).toBeGreaterThanOrEqual(4 + 24 + 8 + 4);
  for (const { accountMs, heardMs } of accounts)
    expect(Math.abs(heardMs - accountMs)).toBeLessThan(aSecondMs + accountMs * 0.05);
});
