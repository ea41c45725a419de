import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { propose } from '../faults/judgement-calls.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { looksRightEverywhere } from './looks.ts';
import { narrow, shoot } from './phone.ts';

const opened = new AsyncDisposableStack();
let hub: TestHub;
let moderator: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
  hub = opened.use(await openTestHub());
  const nowMs = Date.now();
  await hub.stores.debates.setStatus(hub.debateId, 'ended', { endedAtMs: nowMs });
  for (const { slotId } of hub.candidates) await propose(hub, slotId, 'absent');
  const cookie = await hub.signInFresh(hub.moderatorId);
  moderator = opened.use(await Person.open(browser, { url: hub.url, cookie, width: narrow }));
}, 120_000);

afterAll(() => opened.disposeAsync());

describe('a moderator after the debate', { timeout: 120_000 }, () => {
  it('JUDGE-10 finds what waits for them, with the day until which it does', async () => {
    await moderator.goTo('/moderator');
    const waiting = moderator.page.getByTestId('waiting-outcomes');
    await waiting.waitFor();
    expect(await waiting.textContent()).toContain(`outcomes: ${hub.candidates.length}`);
    await looksRightEverywhere(moderator);
    await moderator.page.setViewportSize({ width: narrow, height: 800 });
    await waiting.getByRole('link').click();
  });

  it('JUDGE-2 confirms with one press all outcomes but the one they leave out, and they wait for the second official', async () => {
    await moderator.page.getByTestId('debate-outcomes').waitFor();
    await looksRightEverywhere(moderator);
    await moderator.page.setViewportSize({ width: narrow, height: 800 });
    await shoot(moderator, 'confirming');
    const others = hub.candidates.length - 1;
    await moderator.page.getByRole('checkbox').first().uncheck();
    const confirm = moderator.page.getByTestId('confirm-verdicts');
    expect(await confirm.textContent()).toBe(`Confirm ${others} of ${others + 1}`);
    await confirm.click();
    await moderator.page.getByText('Verdicts to confirm: 1').waitFor();
    const nowMs = Date.now();
    const files = await hub.stores.judgements.ofDebate(hub.debateId, { accountId: hub.moderatorId, nowMs });
    const done = files.map(({ verdict, confirmations }) => [verdict.status, confirmations[0]?.capacity]);
    expect(done).toEqual([
      ['proposed', undefined],
      ...Array.from({ length: others }, () => ['proposed', 'moderator']),
    ]);
    expect(moderator.troubles).toEqual([]);
  });
});
