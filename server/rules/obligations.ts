/** Who owes which debates (domain spec 7.1, rules O-1 to O-9). How a duty then stands is in `settling.ts`. */
import type { DutyTerms, ObligationRow } from '../protocol/duties.ts';

/** What holds where a campaign has no rows of its own. Where two rows meet at one stage, the first names it (O-7). */
export const obligationRows: readonly ObligationRow[] = [
  row({ rule: 'O-1', stageKind: 'unit-debate' }),
  row({
    rule: 'O-3-district',
    office: 'majilis',
    areaKind: 'oblast',
    stageKind: 'local-conference',
    afterStageKind: 'unit-debate',
  }),
  row({
    rule: 'O-3-region',
    office: 'majilis',
    areaKind: 'oblast',
    stageKind: 'regional-conference',
    afterStageKind: 'local-conference',
  }),
  row({
    rule: 'O-4',
    office: 'majilis',
    areaKind: 'national-city',
    stageKind: 'local-conference',
    afterStageKind: 'unit-debate',
  }),
  row({
    rule: 'O-2',
    office: 'regional-maslikhat',
    stageKind: 'local-conference',
    afterStageKind: 'unit-debate',
  }),
];

const localConferenceRow = row({
  rule: 'O-5',
  office: 'local-maslikhat',
  stageKind: 'local-conference',
  afterStageKind: 'unit-debate',
});

function row(given: Pick<ObligationRow, 'rule' | 'stageKind'> & Partial<ObligationRow>): ObligationRow {
  return { office: null, areaKind: null, afterStageKind: null, debates: 1, ...given };
}

/** O-5: who seeks only a local maslikhat owes nothing at its conference unless the campaign's switch is on. */
export function rowsInForce(
  rows: readonly ObligationRow[],
  { localMaslikhatConferenceDebate }: Pick<DutyTerms, 'localMaslikhatConferenceDebate'>,
): readonly ObligationRow[] {
  return localMaslikhatConferenceDebate ? [...rows, localConferenceRow] : rows;
}

/** `entered`: the stages whose published list names the candidacy; no duty comes into being earlier (O-6, O-9). */
export type Route = { offices: readonly string[]; areaKind: string; entered: readonly string[] };

export type DebateOwed = Pick<ObligationRow, 'rule' | 'stageKind' | 'debates'>;

/** One conference debate serves every office sought there (O-7), so each stage appears once at most. */
export function debatesOwed(route: Route, rows: readonly ObligationRow[] = obligationRows): DebateOwed[] {
  const owed = new Map<string, DebateOwed>();
  for (const row of rows.filter((one) => binds(one, route))) {
    const { rule, stageKind, debates } = row;
    if (!owed.has(stageKind)) owed.set(stageKind, { rule, stageKind, debates });
  }
  return [...owed.values()];
}

function binds(row: ObligationRow, { offices, areaKind, entered }: Route): boolean {
  const isSought = row.office === null ? offices.length > 0 : offices.includes(row.office);
  return isSought && (row.areaKind ?? areaKind) === areaKind && entered.includes(row.stageKind);
}

/** A district has the kind of the region around it: whether it lies in an oblast or in a city of national significance. */
export function regionKind(kindsUpwards: readonly string[]): string {
  const isRegion = (kind: string) => kind === 'oblast' || kind === 'national-city';
  return kindsUpwards.find(isRegion) ?? kindsUpwards.at(-1) ?? '';
}
