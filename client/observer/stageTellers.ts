import { signed, type Tellers } from './saying.ts';

type StageKind =
  | `debate.${'opened' | 'started' | 'resumed' | 'ended' | 'paused' | 'continued'}`
  | 'phase.started'
  | `turn.${'started' | 'ended' | 'held' | 'continued' | 'postponed'}`
  | 'time.adjusted'
  | 'act.undone'
  | `question.${'asked' | 'dropped'}`
  | 'outage';

/** What happened on the stage: the debate, its parts, its turns and their time. */
export const stageTellers: Tellers<StageKind> = {
  'debate.opened': ({ payload }) => ({ value: payload.lineup.length }),
  'debate.started': () => ({}),
  'debate.resumed': ({ payload }, { length }) => ({ length: length(payload.shiftMs) }),
  'debate.ended': ({ payload }, { t }) => ({ cause: t(`acts.endedBy.${payload.cause}`) }),
  'debate.paused': () => ({}),
  'debate.continued': ({ payload }, { length }) => ({ length: length(payload.shiftMs) }),
  'phase.started': ({ payload }, { phaseOf }) => ({
    value: payload.phase + 1,
    phase: phaseOf(payload.phase),
  }),
  'turn.started': ({ atMs, payload }, { nameOf, turnOf, length }) => ({
    name: nameOf(payload.slotId),
    length: length(payload.endsAtMs - atMs),
    what: turnOf(payload),
  }),
  'turn.ended': ({ payload }, { t, nameOf, length }) => ({
    name: nameOf(payload.slotId),
    cause: t(`acts.turnEnd.${payload.cause}`),
    length: length(payload.usedMs),
  }),
  'turn.held': ({ payload }, { t, nameOf, length }) => ({
    name: nameOf(payload.slotId),
    cause: t(`acts.held.${payload.cause}`),
    length: length(payload.leftMs),
  }),
  'turn.continued': ({ atMs, payload }, { nameOf, length }) => ({
    name: nameOf(payload.slotId),
    length: length(payload.endsAtMs - atMs),
  }),
  'turn.postponed': ({ payload }, { nameOf, length }) => ({
    name: nameOf(payload.slotId),
    length: length(payload.leftMs),
  }),
  'time.adjusted': ({ payload }, { nameOf, length }) => ({
    name: nameOf(payload.slotId),
    change: signed(payload.byMs, length),
  }),
  'act.undone': (act, { undone }) => ({ what: undone(act) }),
  'question.asked': () => ({}),
  'question.dropped': ({ payload }, { t }) => ({ cause: t(`acts.dropped.${payload.reason}`) }),
  outage: ({ payload }, { t, nameOf, length }) => ({
    whom: payload.slotId === null ? t('acts.everybody') : nameOf(payload.slotId),
    length: length(payload.toMs - payload.fromMs),
    cause: t(`acts.outageOf.${payload.cause}`),
  }),
};
