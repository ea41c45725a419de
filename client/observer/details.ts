import type { Act } from '../../server/protocol/acts.ts';
import { effectsOf } from './effects.ts';
import { type FactAct, factOf, type Saying, signed } from './saying.ts';
import type { ActContext } from './useActWords.ts';

/** What a person said for an act, in that person's own words: a reason, or a question of the public. */
export function quoteOf(act: Act): string | null {
  const { payload } = act;
  if (act.kind === 'question.asked') return String(payload.text);
  return act.kind !== 'question.dropped' && typeof payload.reason === 'string' ? payload.reason : null;
}

/** What an act does to the time of each candidate, and what else is worth knowing of it. */
export function detailsOf(act: Act, context: ActContext, say: Saying): string[] {
  const { lineup } = context.view;
  const effects = effectsOf(act, { lineup, acts: context.acts });
  const list = effects.map(({ slotId, byMs }) => `${say.nameOf(slotId)} ${signed(byMs, say.length)}`);
  const effect = list.length === lineup.length ? 'acts.effect' : 'acts.effectOnly';
  return [
    ...moreOf(factOf(act), say),
    ...(list.length > 0 ? [say.t(effect, { list: list.join(', ') })] : []),
  ];
}

function moreOf(act: FactAct, { t, nameOf, length }: Saying): string[] {
  switch (act.kind) {
    case 'turn.started':
      return act.payload.creditMs ? [t('acts.more.credit', { length: length(act.payload.creditMs) })] : [];
    case 'turn.held': {
      const { untilMs, sinceMs } = act.payload;
      return untilMs === null ? [] : [t('acts.more.waits', { length: length(untilMs - sinceMs) })];
    }
    case 'turn.continued':
    case 'turn.postponed': {
      const { waitedMs } = act.payload;
      return waitedMs > 0 ? [t('acts.more.waited', { length: length(waitedMs) })] : [];
    }
    case 'act.undone': {
      const { turn, pause } = act.payload.stage;
      if (!turn) return [t('acts.more.nobodyAgain')];
      const leftMs = Math.max(0, turn.endsAtMs - (pause?.atMs ?? act.atMs));
      return [t('acts.more.again', { name: nameOf(turn.slotId), length: length(leftMs) })];
    }
    default:
      return [];
  }
}
