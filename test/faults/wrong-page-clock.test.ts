import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../server/platform/signing.ts';
import type { SignedReceipt } from '../../server/protocol/records.ts';
import { receiptText } from '../../server/rules/records.ts';
import { join } from '../browser/campaign.ts';
import { fits, narrow } from '../browser/phone.ts';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

const dayMs = 86_400_000;
const turnMs = 600_000;

/** Runs in the page before anything of it does: its computer's clock is wrong by this much. */
const wrongBy = (byMs: number) => `{
  const Right = Date;
  const now = () => Right.now() + ${byMs};
  Date = class extends Right {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }
    static now() {
      return now();
    }
  };
}`;

describe("reliability scenario 22: a candidate's clock is wrong by days", () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let browser: Browser;

  beforeAll(async () => {
    browser = opened.adopt(await openBrowser(), (each: Browser) => each.close());
    hub = opened.use(
      await openTestHub((seed) => ({
        ...seed,
        formats: seed.formats.map((format) => ({
          ...format,
          phases: [{ kind: 'opening' as const, turnMs }],
        })),
      })),
    );
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  it("the page shows the time that is left, the evidence has the server's, and the page keeps the receipts", {
    timeout: 120_000,
  }, async () => {
    const beganMs = Date.now();
    const cookie = await hub.signIn(hub.candidates[0]?.accountId as string);
    await using candidate = await Person.open(browser, { url: hub.url, cookie, width: narrow });
    await candidate.page.addInitScript(wrongBy(-9 * dayMs));
    await join(candidate, hub.debateId);
    using moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    await moderator.ask('debate.start', {});
    await moderator.ask('floor.give', { slotId: hub.candidates[0]?.slotId as string });
    const clock = candidate.page.locator('.floor-clock-time').first();
    await clock.waitFor();
    expect(await clock.textContent()).toMatch(/^(10:00|9:[345]\d)$/);
    await moderator.ask('debate.end', {});

    const entries = await hub.stores.evidence.read(hub.debateId);
    const instants = entries.flatMap((entry) => [
      entry.atMs,
      ...(entry.kind === 'witness.changed' ? [entry.payload.sinceMs] : []),
    ]);
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(beganMs - 60_000);
    expect(Math.max(...instants)).toBeLessThanOrEqual(Date.now() + 1_000);

    await candidate.goTo('/candidate');
    await candidate.page.getByTestId('receipts-save').waitFor();
    await fits(candidate, 'receipts');
    const saved = candidate.page.waitForEvent('download');
    await candidate.page.getByTestId('receipts-save').click();
    const text = await readFile(await (await saved).path(), 'utf8');
    const receipts = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { receipt: SignedReceipt }).receipt);
    const [key] = await hub.stores.records.keys();
    expect(receipts.map(({ body }) => JSON.parse(body).kind)).toEqual(['joined', 'turn', 'left']);
    for (const { body, signature } of receipts) {
      expect(isSignedBy(key?.publicKey ?? '', receiptText(body), signature)).toBe(true);
      const { sequence, hash } = JSON.parse(body);
      expect(entries[sequence - 1]?.hash).toBe(hash);
    }
    expect(candidate.troubles).toEqual([]);
  });
});
