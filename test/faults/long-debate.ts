import type { RuleSet } from '../../server/protocol/campaign.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import type { TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import type { CandidatePage } from './candidate-page.ts';

export const turnMs = 600_000;

/** A campaign whose debates have turns that outlast any test, and whose rules ask for presence alone. */
export function longDebate(rules: Partial<RuleSet> = {}, clock: { lossWaitMs?: number } = {}) {
  return (seed: Seed): Seed => ({
    ...seed,
    ruleSet: { ...seed.ruleSet, openingTurnMinMs: 0, ...rules },
    formats: seed.formats.map((format) => ({
      ...format,
      ...clock,
      phases: [{ kind: 'opening', turnMs }],
    })),
  });
}

/** The moderator's line, once these candidates are known and were seen by all witnesses, and the debate has begun. */
export async function startDebate(hub: TestHub, pages: readonly CandidatePage[]): Promise<Line> {
  const moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
  for (const { slotId } of pages) await moderator.ask('identity.confirm', { slotId });
  await moderator.until('presence', ({ presence }) =>
    pages.every((page) => presence.some((seen) => seen.slotId === page.slotId && isSeen(seen))),
  );
  await moderator.ask('debate.start', {});
  return moderator;
}

function isSeen(presence: { session: boolean; transport: boolean; media: boolean }): boolean {
  return presence.session && presence.transport && presence.media;
}
