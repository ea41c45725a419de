/** The bundle's verdicts beside those that its own entries give. */
import type { Account } from './account.ts';
import { canonical } from './canonical.ts';
import { type Fields, fieldsOf, listOf, textOf, wholeOf, wholeOrNull } from './fields.ts';
import { type Judged, judge, nothing, type Reason } from './judge.ts';
import type { Log } from './log.ts';
import { NotSound, type Problem, type ProblemCode } from './problem.ts';

const names = [
  'slotId',
  'outcome',
  'status',
  'origin',
  'reasons',
  'presentMs',
  'countableMs',
  'arrivedAtMs',
  'ruleVersion',
  'evidenceSequence',
  'evidenceHash',
];

/** What the bundle says of a slot. `origin` other than `evidence`: people decided it. */
type Said = Judged & {
  status: string;
  origin: string;
  ruleVersion: number;
  evidenceSequence: number;
  evidenceHash: string;
};

/** `said` null: the bundle has no verdict. `isEqual`: the entries give the same, or people decided and the figures are. */
export type SlotResult = {
  slotId: string;
  name: string;
  said: Said | null;
  computed: Judged;
  isEqual: boolean;
};

const statuses = ['proposed', 'confirmed', 'final'];

/** What people alone can make of a verdict, by the last reason of it: what that may turn it into. */
const byPeople: Record<string, { origin: string; outcomes: readonly string[] }> = {
  'not-confirmed': { origin: 'silence', outcomes: ['unknown'] },
  'objection-lapsed': { origin: 'silence', outcomes: ['unknown'] },
  'objection-upheld': { origin: 'objection', outcomes: ['attended', 'late', 'partial', 'unknown', 'void'] },
  'partial-accepted': { origin: 'partial', outcomes: ['attended'] },
  'partial-to-make-up': { origin: 'partial', outcomes: ['partial'] },
  'partial-is-absent': { origin: 'partial', outcomes: ['absent'] },
};

export class Verdicts {
  readonly #account: Account;
  readonly #log: Log;
  readonly #said = new Map<string, { said: Said; isEqual: boolean }>();
  readonly #judged = new Map<number, Map<string, Judged>>();

  constructor(account: Account, log: Log) {
    this.#account = account;
    this.#log = log;
  }

  /** What is not as the entries give it; null where all of it is. */
  take(line: number, record: unknown): Problem | null {
    const wrong = (code: ProblemCode, detail: string): Problem => ({ code, line, sequence: null, detail });
    const { slotId, said } = this.#read(record, wrong);
    if (!statuses.includes(said.status)) return wrong('verdict-form', `status ${said.status}`);
    if (this.#said.has(slotId)) return wrong('verdict-form', `a second verdict of ${slotId}`);
    const known = this.#account.plan;
    if (known && !known.lineup.some(({ id }) => id === slotId))
      return wrong('verdict-form', `${slotId} is not in the lineup`);
    if (this.#log.hashOf(said.evidenceSequence) !== said.evidenceHash)
      return wrong('verdict-evidence', `stands on an entry ${said.evidenceSequence} that is not in here`);
    const computed = this.#computed(slotId, said.evidenceSequence);
    const isEqual =
      areEqual(said, computed) && (known?.rule.version ?? said.ruleVersion) === said.ruleVersion;
    this.#said.set(slotId, { said, isEqual });
    return isEqual ? null : wrong('verdict-differs', difference(said, computed));
  }

  /** The first slot of the lineup without a verdict, once there are any: before that the debate has just ended. */
  missing(): string | null {
    if (this.#said.size === 0) return null;
    const lineup = this.#account.plan?.lineup ?? [];
    return lineup.find(({ id }) => !this.#said.has(id))?.id ?? null;
  }

  /** Each slot in the order of the lineup. */
  results(): SlotResult[] {
    return (this.#account.plan?.lineup ?? []).map(({ id: slotId, name }) => {
      const known = this.#said.get(slotId);
      const computed = this.#computed(slotId, known?.said.evidenceSequence ?? this.#log.length);
      return { slotId, name, said: known?.said ?? null, computed, isEqual: known?.isEqual ?? false };
    });
  }

  #computed(slotId: string, upTo: number): Judged {
    const judged = this.#judged.get(upTo) ?? judge(this.#account, upTo);
    this.#judged.set(upTo, judged);
    return judged.get(slotId) ?? nothing('unknown', 'evidence-missing');
  }

  #read(record: unknown, wrong: (code: ProblemCode, detail: string) => Problem) {
    try {
      const fields = fieldsOf(record, names);
      return { slotId: textOf(fields, 'slotId'), said: saidIn(fields) };
    } catch (error) {
      throw new NotSound(wrong('verdict-form', String(error)));
    }
  }
}

function saidIn(fields: Fields): Said {
  return {
    outcome: textOf(fields, 'outcome'),
    status: textOf(fields, 'status'),
    origin: textOf(fields, 'origin'),
    reasons: listOf(fields, 'reasons').map((one) => {
      const reason = fieldsOf(one, ['code', 'measured', 'needed']);
      const [measured, needed] = [wholeOrNull(reason, 'measured'), wholeOrNull(reason, 'needed')];
      return { code: textOf(reason, 'code'), measured, needed };
    }),
    presentMs: wholeOf(fields, 'presentMs'),
    countableMs: wholeOf(fields, 'countableMs'),
    arrivedAtMs: wholeOrNull(fields, 'arrivedAtMs'),
    ruleVersion: wholeOf(fields, 'ruleVersion'),
    evidenceSequence: wholeOf(fields, 'evidenceSequence'),
    evidenceHash: textOf(fields, 'evidenceHash'),
  };
}

/** Whoever decides may say another outcome, and no other minutes; what the entries gave stands before their reason. */
function areEqual(said: Said, computed: Judged): boolean {
  const isSameFigures =
    said.presentMs === computed.presentMs &&
    said.countableMs === computed.countableMs &&
    said.arrivedAtMs === computed.arrivedAtMs;
  const given = said.reasons.slice(0, computed.reasons.length);
  if (!isSameFigures || canonical(given) !== canonical(computed.reasons)) return false;
  const added = said.reasons.slice(computed.reasons.length);
  if (added.length === 0) return said.origin === 'evidence' && said.outcome === computed.outcome;
  return isOfPeople(said, added) && (said.origin !== 'partial' || computed.outcome === 'partial');
}

function isOfPeople({ origin, outcome }: Said, added: readonly Reason[]): boolean {
  const last = byPeople[added.at(-1)?.code ?? ''];
  const areKnown = added.every(({ code }) => Object.hasOwn(byPeople, code));
  return areKnown && last?.origin === origin && last.outcomes.includes(outcome);
}

function difference(said: Said, computed: Judged): string {
  const short = ({ outcome, presentMs, countableMs }: Judged) =>
    `${outcome} (${presentMs}/${countableMs} ms)`;
  return `the bundle says ${short(said)}, the entries give ${short(computed)}`;
}
