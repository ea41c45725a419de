import { Format, type Phase } from '../../../server/protocol/campaign.ts';
import type { Names } from '../../../server/protocol/words.ts';
import { formatRules } from '../../../server/rules/formats.ts';
import { durationOf, durationText } from './durationText.ts';

export type PhaseKind = Phase['kind'];
export type TimeName = 'turnMs' | 'questionMs' | 'answerMs' | 'totalMs' | 'budgetMs';

/** The lengths of time that each kind of part has. */
export const timesOf: Record<PhaseKind, readonly TimeName[]> = {
  opening: ['turnMs'],
  'each-asks-each': ['questionMs', 'answerMs', 'totalMs'],
  'moderator-questions': ['turnMs'],
  'public-questions': ['turnMs'],
  open: ['turnMs', 'totalMs', 'budgetMs'],
  rebuttal: ['turnMs', 'budgetMs'],
  closing: ['turnMs'],
};

export const phaseKinds = Object.keys(timesOf) as PhaseKind[];
export const mostPhases = 12;
export const mostQuestions = 20;
const mostWarnings = 4;

/** One part while it is being filled in: every field as it is written. `key` stays its own when parts are moved. */
export type PhaseDraft = {
  key: number;
  kind: PhaseKind;
  times: Record<TimeName, string>;
  questions: string;
  unused: 'lost' | 'kept';
};

/** A format while it is being filled in. */
export type FormatDraft = {
  title: Names;
  phases: readonly PhaseDraft[];
  nextKey: number;
  warnings: readonly string[];
  interjection: string;
  lossWait: string;
  isOverrunRepaid: boolean;
};

const usualTimes: Record<TimeName, string> = {
  turnMs: '1:00',
  questionMs: '0:30',
  answerMs: '1:00',
  totalMs: '10:00',
  budgetMs: '',
};

export function newPhase(kind: PhaseKind, key: number): PhaseDraft {
  const times = kind === 'rebuttal' ? { ...usualTimes, budgetMs: '3:00' } : usualTimes;
  return { key, kind, times, questions: '2', unused: 'lost' };
}

/** A draft that begins as this format, without its name: that one is taken. */
export function draftOf(format: Format): FormatDraft {
  const warnings = format.warningsMs ?? formatRules.warningsMs;
  return {
    title: { kk: '', ru: '', en: '' },
    phases: format.phases.map(phaseDraftOf),
    nextKey: format.phases.length,
    warnings: Array.from({ length: mostWarnings }, (_, index) => durationText(warnings[index])),
    interjection: durationText(format.interjectionMs ?? formatRules.interjectionMs),
    lossWait: durationText(format.lossWaitMs ?? formatRules.lossWaitMs),
    isOverrunRepaid: format.isOverrunRepaid ?? formatRules.isOverrunRepaid,
  };
}

function phaseDraftOf(phase: Phase, key: number): PhaseDraft {
  const draft = newPhase(phase.kind, key);
  const given = phase as Partial<Record<TimeName, number>>;
  const texts = timesOf[phase.kind].map((name) => [name, durationText(given[name])]);
  return {
    ...draft,
    times: { ...draft.times, ...Object.fromEntries(texts) },
    questions: 'questions' in phase ? String(phase.questions) : draft.questions,
    unused: ('unused' in phase && phase.unused) || 'lost',
  };
}

/** What is written, as a format without its names; null while some of it is missing or cannot be. */
export function rulesIn(draft: FormatDraft): Omit<Format, 'names'> | null {
  const warningsMs = draft.warnings.filter((text) => text.trim() !== '').map(durationOf);
  const read = Format.omit({ names: true }).safeParse({
    phases: draft.phases.map(phaseIn),
    warningsMs: warningsMs.toSorted((a, b) => (b ?? 0) - (a ?? 0)),
    interjectionMs: durationOf(draft.interjection),
    lossWaitMs: durationOf(draft.lossWait),
    isOverrunRepaid: draft.isOverrunRepaid,
  });
  return read.success ? read.data : null;
}

function phaseIn({ kind, times, questions, unused }: PhaseDraft): unknown {
  const isFree = kind === 'open' || kind === 'rebuttal';
  const needed = timesOf[kind].filter((name) => !isOptional(kind, name) || times[name].trim() !== '');
  return {
    kind,
    ...Object.fromEntries(needed.map((name) => [name, durationOf(times[name])])),
    ...(isQuestions(kind) ? { questions: /^\d+$/.test(questions.trim()) ? Number(questions) : null } : {}),
    ...(isFree ? {} : { unused }),
  };
}

export function isQuestions(kind: PhaseKind): boolean {
  return kind === 'moderator-questions' || kind === 'public-questions';
}

/** Without a budget somebody could use all of an open part. */
export function isOptional(kind: PhaseKind, name: TimeName): boolean {
  return kind === 'open' && name === 'budgetMs';
}
