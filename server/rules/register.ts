/** The public register: totals that add up, from decisions and candidacies alone (domain spec 7.5, CASE-6). */
import type { CandidacyStatus } from '../protocol/campaign.ts';
import { type Ground, grounds } from '../protocol/cases.ts';
import type { Register, RegisterTotals } from '../protocol/register.ts';
import { candidacyAfter, type Ruling } from './case-standing.ts';
import { csvOf } from './csv.ts';

export type RegisteredCase = {
  candidacyId: string | null;
  ground: Ground;
  isPending: boolean;
  /** When its first decision was made; null while there is none. */
  decidedAtMs: number | null;
  ruling: Ruling;
};

type Candidacy = { id: string; status: CandidacyStatus };

/**
 * What became of every candidacy that was registered or rejected. A person who was removed for several things is
 * counted once, for the first of them that was decided.
 */
export function registerTotals(
  candidacies: readonly Candidacy[],
  cases: readonly RegisteredCase[],
): RegisterTotals {
  const ofCandidacy = Map.groupBy(cases, ({ candidacyId }) => candidacyId);
  const ends = candidacies
    .filter(({ status }) => status !== 'applied')
    .map(({ id, status }) => endOf(status, ofCandidacy.get(id) ?? []));
  const count = (isIt: (end: End) => boolean) => ends.filter(isIt).length;
  return {
    registered: ends.length,
    onBallot: count(({ status }) => isOnBallot(status)),
    withdrawn: count(({ status }) => status === 'withdrawn'),
    rejected: count(({ status }) => status === 'rejected'),
    removed: count(({ status }) => status === 'removed'),
    removedBy: Object.fromEntries(
      grounds.map((ground) => [ground, count((end) => end.status === 'removed' && end.ground === ground)]),
    ) as RegisterTotals['removedBy'],
    removedWithoutDecision: count(({ status, ground }) => status === 'removed' && ground === null),
    reinstated: count(({ status }) => status === 'reinstated'),
    suspended: count(({ status, isSuspended }) => isOnBallot(status) && isSuspended),
    pendingCases: cases.filter(({ isPending }) => isPending).length,
  };
}

type End = { status: CandidacyStatus; ground: Ground | null; isSuspended: boolean };

const isOnBallot = (status: CandidacyStatus): boolean =>
  status === 'registered' || status === 'advanced' || status === 'reinstated';

function endOf(stored: CandidacyStatus, cases: readonly RegisteredCase[]): End {
  const rulings = cases.map(({ ruling }) => ruling);
  const removals = cases
    .filter(({ ruling }) => ruling.effect === 'removed')
    .sort((one, other) => (one.decidedAtMs ?? 0) - (other.decidedAtMs ?? 0));
  return {
    status: candidacyAfter(stored, rulings),
    ground: removals[0]?.ground ?? null,
    isSuspended: rulings.some(({ effect }) => effect === 'suspended'),
  };
}

const columns = [
  ...['number', 'decided_at', 'name', 'area_kk', 'area_ru', 'area_en', 'ground', 'decision', 'instance'],
  ...['supersedes', 'is_superseded', 'words'],
];

/** The register's decisions for table programs; instants in UTC. */
export function registerCsv({ entries }: Pick<Register, 'entries'>): string {
  const rows = entries.map((entry) => [
    entry.number,
    new Date(entry.decidedAtMs).toISOString(),
    entry.name,
    ...[entry.area.names.kk, entry.area.names.ru, entry.area.names.en],
    ...[entry.ground, entry.choice, entry.instance, entry.supersedes, entry.isSuperseded ? 'yes' : 'no'],
    entry.words,
  ]);
  return csvOf([columns, ...rows]);
}
