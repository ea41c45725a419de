import { rehearse, sum } from '../support/rehearsal/rehearsal.ts';
import { drawSeed } from '../support/seed.ts';
import type { Figure } from './figure.ts';

const speed = 20;
const speakers = 12;
const opening = 'the instant between a turn’s start and the opening of its microphone, at every turn';
const limitedBy = 'the clock of the debate itself; the machine was not the limit';

/** A debate of twelve in the format of 2020, two hours long, at twenty times its speed. */
export async function run(): Promise<Figure[]> {
  const played = await rehearse({ speakers, speed, seed: drawSeed('rehearsal') });
  const { lengthMs, turnMs, pauseMs, silentMs, accounts } = played;
  for (const { slotId, accountMs, heardMs } of accounts)
    console.log(`${slotId}  account ${accountMs} ms  heard ${heardMs} ms`);
  console.log({ lengthMs, turnMs, pauseMs, silentMs, turns: played.turns });
  const offMs = Math.abs(lengthMs - turnMs - pauseMs - silentMs);
  const accountsOffMs = Math.abs(sum(accounts.map(({ accountMs }) => accountMs)) - turnMs);
  const heardOffMs = Math.max(...accounts.map(({ accountMs, heardMs }) => Math.abs(accountMs - heardMs)));
  const figure = (what: string, value: number, goal: number, by = limitedBy): Figure => ({
    what,
    value,
    goal,
    unit: 's',
    ok: value <= goal,
    limitedBy: by,
  });
  return [
    figure('length of the debate against turns, pauses and silence', offMs / 1000, 0),
    figure('the time accounts against the turns in the evidence', accountsOffMs / 1000, 0),
    figure(
      'an account against the voice a viewer received, the largest difference',
      heardOffMs / 1000,
      1,
      opening,
    ),
  ];
}
