/** Who enters a stage, and what that makes them owe (domain spec 7.1, O-6, O-8, O-9). */
import type { DutyTerms, ListedCandidacy, NewList, ObligationRow, Rating } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import { dueInArea } from './area-time.ts';
import { debatesOwed, rowsInForce } from './obligations.ts';

/** One who could enter: `stoodOn` are the kinds of stages on whose lists they stand already. */
export type Contender = {
  candidacyId: string;
  name: string;
  offices: readonly string[];
  areaKind: string;
  isStanding: boolean;
  stoodOn: readonly string[];
};

export type Entry = { entrants: ListedCandidacy[]; others: ListedCandidacy[] };

/**
 * O-8: the top-rated enter, so many for each seat, and all who have the votes of the last place. Who does not stand any
 * more leaves their place to the next; where fewer are left than places, all enter.
 */
export function conferenceEntry(
  rated: readonly { candidacyId: string; name: string; votes: number }[],
  { office, places }: { office: string; places: number },
): Entry {
  const ranked = rated.toSorted(byVotes);
  const lastVotes = ranked[places - 1]?.votes ?? 0;
  const entering = ranked.length <= places ? ranked : ranked.filter(({ votes }) => votes >= lastVotes);
  const isCutTied = entering.length > places;
  const listed = ranked.map(({ candidacyId, name, votes }, index) => ({
    candidacyId,
    name,
    office,
    votes,
    rank: 1 + ranked.findIndex((one) => one.votes === votes),
    isTied: isCutTied && index < entering.length && votes === lastVotes,
  }));
  return { entrants: listed.slice(0, entering.length), others: listed.slice(entering.length) };
}

function byVotes(
  one: { votes: number; candidacyId: string },
  other: { votes: number; candidacyId: string },
): number {
  return other.votes - one.votes || (one.candidacyId < other.candidacyId ? -1 : 1);
}

type StageOfList = { kind: string; closesAtMs: number; zone: string };
export type Drafted = {
  stage: StageOfList;
  contenders: readonly Contender[];
  seats: NewList['seats'];
  ratings: readonly Rating[];
  rows: readonly ObligationRow[];
  terms: DutyTerms;
};

/** Whom a list names. Without seats it is the registered list: everybody who stands, for all they stand for. */
export function entryOf(drafted: Drafted): Entry {
  const { contenders, seats } = drafted;
  if (seats.length > 0) return ratedEntry(drafted);
  const standing = contenders.filter(({ isStanding }) => isStanding).toSorted(byName);
  const entrants = standing.map(({ candidacyId, name }) => ({
    ...{ candidacyId, name, office: null, votes: null, rank: null, isTied: false },
  }));
  return { entrants, others: [] };
}

const byName = (one: Contender, other: Contender) =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.candidacyId < other.candidacyId ? -1 : 1;

function ratedEntry(drafted: Drafted): Entry {
  const { seats, terms } = drafted;
  const byOffice = seats.map(({ office, seats: quota }) =>
    conferenceEntry(rated(drafted, office), { office, places: quota * terms.entrantsPerSeat }),
  );
  return {
    entrants: byOffice.flatMap(({ entrants }) => entrants),
    others: byOffice.flatMap(({ others }) => others),
  };
}

function rated({ contenders, ratings }: Drafted, office: string) {
  const votes = new Map(ratings.map((rating) => [rating.candidacyId, rating.votes]));
  return contenders
    .filter((one) => one.isStanding && one.offices.includes(office) && votes.has(one.candidacyId))
    .map(({ candidacyId, name }) => ({ candidacyId, name, votes: votes.get(candidacyId) as number }));
}

/** O-6: refused where a rated candidacy is not one of this area, or was not on the list of the stage before. */
export function assertMayBeRated({ contenders, ratings, rows, stage }: Drafted): void {
  const known = new Map(contenders.map((one) => [one.candidacyId, one]));
  const before = stagesBefore(stage.kind, rows);
  for (const { candidacyId } of ratings) {
    const contender = known.get(candidacyId);
    if (contender === undefined) throw new Refusal('bad-input', `not of this area: ${candidacyId}`);
    if (before.some((kind) => !contender.stoodOn.includes(kind)))
      throw new Refusal('not-on-earlier-list', candidacyId);
  }
}

/** The stages on whose lists one must have stood to enter this one; none: its list is the registered list. */
export function stagesBefore(stageKind: string, rows: readonly ObligationRow[]): string[] {
  const before = rows.filter((row) => row.stageKind === stageKind).flatMap((row) => row.afterStageKind ?? []);
  return [...new Set(before)];
}

export type NewDuty = {
  candidacyId: string;
  rule: string;
  debates: number;
  dueAtMs: number;
};

/** O-7, O-9: what each of the entrants owes by being named; one debate serves all offices entered for. */
export function dutiesFor(entrants: readonly ListedCandidacy[], drafted: Drafted): NewDuty[] {
  const { contenders, stage, terms } = drafted;
  const rows = rowsInForce(drafted.rows, terms);
  const dueAtMs = dueInArea(stage.closesAtMs, { capital: terms.capitalZone, area: stage.zone });
  const entered = Map.groupBy(entrants, ({ candidacyId }) => candidacyId);
  return contenders.flatMap((contender) => {
    const named = entered.get(contender.candidacyId);
    if (named === undefined) return [];
    const offices = named.flatMap(({ office }) => (office === null ? contender.offices : [office]));
    const route = { offices, areaKind: contender.areaKind, entered: [stage.kind] };
    return debatesOwed(route, rows).map(({ rule, debates }) => ({
      ...{ candidacyId: contender.candidacyId, rule, debates, dueAtMs },
    }));
  });
}

/** Offices for which one alone enters: no debate, but a hearing with questions, which is owed all the same. */
export function hearings({ entrants }: Entry): string[] {
  const byOffice = Map.groupBy(entrants, ({ office }) => office);
  return [...byOffice].flatMap(([office, named]) => (office !== null && named.length === 1 ? [office] : []));
}
