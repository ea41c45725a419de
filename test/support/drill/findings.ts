import { sha256 } from '../../../server/platform/hash.ts';
import type { Outcome } from '../../../server/protocol/campaign.ts';
import type { EvidenceEntry } from '../../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../../server/rules/chain.ts';
import { until } from '../supervised.ts';
import type { Drill } from './drill.ts';
import type { Told } from './witness.ts';

/** Everything that must be empty, whatever was killed; beside it what there was to find it in. */
export type Findings = {
  /** Acknowledged, and not in the evidence. */
  lost: Told[];
  /** In the evidence more than once. */
  doubled: string[];
  /** Refused, and in the evidence all the same. */
  forged: Told[];
  /** Acknowledged in another order than they stand in the evidence. */
  reordered: Told[];
  brokenAt: number | null;
  /** Those who were there all the time, where that is not what is said of them, to the millisecond. */
  blamed: { slotId: string; outcome: Outcome; presentMs: number; countableMs: number }[];
  /** Slots with more or fewer than one verdict that holds. */
  unsettled: string[];
  acknowledged: number;
  entries: number;
  /** Of the one who never came: the rule still judges. */
  absentee: Outcome;
};

/** What must be found, whatever was killed. */
export const nothingWrong: Partial<Findings> = {
  ...{ lost: [], doubled: [], forged: [], reordered: [], brokenAt: null },
  ...{ blamed: [], unsettled: [] },
};

const judgedWithinMs = 120_000;

/** What became of a debate that was drilled, read from the database when the workers have judged it. */
export async function findingsOf({ debateId, stores, witness, ...drill }: Drill): Promise<Findings> {
  const verdicts = await until(
    'every slot is judged',
    async () => {
      const found = await stores.verdicts.forDebate(debateId);
      return found.length > drill.present.length && found;
    },
    judgedWithinMs,
  );
  const entries = await stores.evidence.read(debateId);
  const told = witness.read();
  const slotIds = [...drill.present, drill.absent];
  return {
    ...compared(told, entries),
    brokenAt: firstBrokenEntry(entries, sha256),
    blamed: verdicts
      .filter(({ slotId }) => slotId !== drill.absent)
      .filter(({ outcome, presentMs, countableMs }) => outcome !== 'attended' || presentMs < countableMs)
      .map(({ slotId, outcome, presentMs, countableMs }) => ({ slotId, outcome, presentMs, countableMs })),
    unsettled: slotIds.filter((slotId) => verdicts.filter((one) => one.slotId === slotId).length !== 1),
    entries: entries.length,
    absentee: verdicts.find(({ slotId }) => slotId === drill.absent)?.outcome as Outcome,
  };
}

function compared(told: readonly Told[], entries: readonly EvidenceEntry[]) {
  const byCommand = Map.groupBy(
    entries.filter(({ commandId }) => commandId !== null),
    ({ commandId }) => commandId as string,
  );
  const acknowledged = told.filter(({ answer }) => answer === 'done');
  const refused = told.filter(({ answer }) => answer !== 'done');
  return {
    lost: acknowledged.filter(({ commandId }) => !byCommand.has(commandId)),
    doubled: [...byCommand].filter(([, batch]) => !isOneBatch(batch)).map(([commandId]) => commandId),
    forged: refused.filter(({ commandId }) => byCommand.has(commandId)),
    reordered: reorderedIn(acknowledged, byCommand),
    acknowledged: acknowledged.length,
  };
}

/** What one command wrote was written at once, and says nothing twice. */
function isOneBatch(batch: readonly EvidenceEntry[]): boolean {
  const [first] = batch;
  const isTogether = batch.every(
    ({ sequence, bootId, monotonicMs }, index) =>
      sequence === (first?.sequence ?? 0) + index &&
      bootId === first?.bootId &&
      monotonicMs === first.monotonicMs,
  );
  const said = new Set(batch.map(({ kind, payload }) => JSON.stringify({ kind, payload })));
  return isTogether && said.size === batch.length;
}

function reorderedIn(
  told: readonly Told[],
  byCommand: ReadonlyMap<string, readonly EvidenceEntry[]>,
): Told[] {
  const placeOf = ({ commandId }: Told) => byCommand.get(commandId)?.[0]?.sequence ?? 0;
  return told.filter((one, index) => {
    const before = told.slice(0, index).findLast(({ by }) => by === one.by);
    return before !== undefined && placeOf(one) !== 0 && placeOf(before) > placeOf(one);
  });
}
