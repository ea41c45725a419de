import type { CommitteeAct, ListedCase } from '../../../server/protocol/cases.ts';
import type { ExcuseFile } from '../../../server/protocol/duties.ts';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import type { Names } from '../../../server/protocol/words.ts';

type WorkKind = 'confirm' | 'partial' | 'objection' | 'excuse' | 'case' | 'appeal';

/** One thing that somebody has to do, or waits for. */
export type Work = {
  key: string;
  kind: WorkKind;
  /** What is to be done next in it, or whom it waits for: the key of a sentence. */
  why: ('confirm' | 'partial' | 'objection' | 'excuse' | 'excuse-filed') | `case-${CaseWhy}`;
  to: string;
  /** Of the debate, or null: the case has a number. */
  title: Names | null;
  number: number | null;
  names: readonly string[];
  waitsFor: 'me' | 'others';
  /** Null while the clock stands still. */
  dueAtMs: number | null;
  /** What is left of a clock that stands still. */
  stoppedWithMs: number | null;
  zone: string;
};

type Open = { files: readonly VerdictFile[]; excuses: readonly ExcuseFile[]; cases: readonly ListedCase[] };

/** All that is open, what is to be done first first: what waits for the reader before what waits for a party, by its clock. */
export function worklist({ files, excuses, cases }: Open): Work[] {
  const onVerdicts = [...verdictsToConfirm(files), ...files.flatMap(rulingsOn)];
  return [...onVerdicts, ...excuses.flatMap(workOnExcuse), ...cases.flatMap(workOnCase)].sort(byUrgency);
}

function byUrgency(a: Work, b: Work): number {
  if (a.waitsFor !== b.waitsFor) return a.waitsFor === 'me' ? -1 : 1;
  const never = Number.MAX_SAFE_INTEGER;
  return (a.dueAtMs ?? never) - (b.dueAtMs ?? never) || a.key.localeCompare(b.key);
}

/** One line for each debate: its verdicts are confirmed together. */
function verdictsToConfirm(files: readonly VerdictFile[]): Work[] {
  const open = files.filter(({ may }) => may.includes('confirm'));
  return [...Map.groupBy(open, ({ debate }) => debate.id)].map(([debateId, its]) => ({
    ...ofVerdict(its[0] as VerdictFile, 'confirm'),
    key: `confirm ${debateId}`,
    names: its.map(({ verdict }) => verdict.name),
    dueAtMs: Math.min(...its.map(({ finalFromMs }) => finalFromMs)),
  }));
}

function rulingsOn(file: VerdictFile): Work[] {
  const partial = { ...ofVerdict(file, 'partial'), dueAtMs: file.finalFromMs };
  const objection = { ...ofVerdict(file, 'objection'), dueAtMs: file.objection?.decideUntilMs ?? null };
  return [
    ...(file.may.includes('rule-partial') ? [partial] : []),
    ...(file.may.includes('rule-objection') ? [objection] : []),
  ];
}

function ofVerdict(
  { verdict, debate }: VerdictFile,
  kind: 'confirm' | 'partial' | 'objection',
): Omit<Work, 'dueAtMs'> {
  return {
    ...{ key: `${kind} ${verdict.id}`, kind, why: kind, waitsFor: 'me', number: null, stoppedWithMs: null },
    to: `/committee/debates/${debate.id}#${verdict.slotId}`,
    title: debate.title,
    names: [verdict.name],
    zone: debate.zone,
  };
}

function workOnExcuse({ excuse, name, zone, mayVote }: ExcuseFile): Work[] {
  const isFiled = excuse.status === 'filed';
  if (!isFiled && !mayVote) return [];
  return [
    {
      ...{ key: `excuse ${excuse.id}`, kind: 'excuse', number: null, title: null, stoppedWithMs: null, zone },
      why: isFiled ? 'excuse-filed' : 'excuse',
      to: `/committee/excuses#${excuse.id}`,
      names: [name],
      waitsFor: isFiled ? 'others' : 'me',
      dueAtMs: isFiled ? excuse.documentUntilMs : excuse.decideUntilMs,
    },
  ];
}

const ended: readonly ListedCase['status'][] = ['closed', 'inadmissible'];

function workOnCase(card: ListedCase): Work[] {
  const { id, level, number, respondent, deadline, area } = card;
  const own = nextOwnStep(card);
  if (ended.includes(card.status) && own === null) return [];
  return [
    {
      ...{ key: `case ${id}`, kind: isAppeal(card) ? 'appeal' : 'case', number, title: null },
      why: `case-${whyOf(card, own)}`,
      waitsFor: own === null ? 'others' : 'me',
      to: `/committee/cases/${id}`,
      names: respondent === null ? [] : [respondent.name],
      dueAtMs: deadline?.dueAtMs ?? null,
      stoppedWithMs: deadline?.isStopped ? deadline.leftMs : null,
      zone: level === 'centre' || level === 'panel' ? 'Asia/Almaty' : area.zone,
    },
  ];
}

const ownSteps = ['decide', 'vote', 'publish', 'admit', 'assign'] as const;
type OwnStep = (typeof ownSteps)[number];

/** The step that brings the case on and that the reader can take; asking, joining and reopening may wait. */
function nextOwnStep({ acts, status }: ListedCase): OwnStep | null {
  const open: readonly CommitteeAct[] =
    status === 'waiting-for-party' ? acts.filter((act) => act !== 'assign') : acts;
  return ownSteps.find((step) => open.includes(step)) ?? null;
}

type CaseWhy = OwnStep | 'appealed' | 'waiting-for-party' | 'decided' | 'others';

function whyOf({ status }: ListedCase, own: OwnStep | null): CaseWhy {
  if (own === 'vote' && status === 'appealed') return status;
  if (own !== null) return own;
  return status === 'waiting-for-party' || status === 'decided' ? status : 'others';
}

function isAppeal({ status, deadline }: ListedCase): boolean {
  return status === 'appealed' || deadline?.what === 'appeal-decision';
}

const hourMs = 3_600_000;

export type Urgency = 'overdue' | 'soon' | 'later' | 'stopped';

/** How near the end of its time something is. */
export function urgencyOf({ dueAtMs }: Pick<Work, 'dueAtMs'>, nowMs: number): Urgency {
  if (dueAtMs === null) return 'stopped';
  if (dueAtMs <= nowMs) return 'overdue';
  return dueAtMs - nowMs < 6 * hourMs ? 'soon' : 'later';
}
