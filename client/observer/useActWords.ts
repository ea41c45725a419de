import { useTranslation } from 'react-i18next';
import type { Act } from '../../server/protocol/acts.ts';
import type { EvidenceKind } from '../../server/protocol/evidence.ts';
import type { Chair, DebateView } from '../../server/protocol/stage.ts';
import { useTimes } from '../state/useTimes.ts';
import { useTurnWords } from '../state/useTurnWords.ts';
import { peopleTellers } from './peopleTellers.ts';
import { type FactAct, factOf, type Saying, type Values } from './saying.ts';
import { stageTellers } from './stageTellers.ts';
import { mainOf, undoneBy } from './undone.ts';

export type ActContext = {
  acts: readonly Act[];
  view: Pick<DebateView, 'format' | 'lineup'>;
  chair: Chair | null;
  /** By whose clocks the instants are told. */
  zone: string;
};

const tellers = { ...stageTellers, ...peopleTellers } as Record<
  EvidenceKind,
  (act: FactAct, say: Saying) => Values
>;

/** Each act of a debate as one sentence in the page's language, and whoever did it. */
export function useActWords(context: ActContext) {
  const say = useSaying(context);
  const sentence = (fact: FactAct): string =>
    say.t(`acts.said.${fact.kind}`, tellers[fact.kind](fact, saying));
  const undone: Saying['undone'] = (act) => {
    const main = mainOf(undoneBy(act, context.acts));
    return main ? sentence(main) : say.t('acts.number', { value: act.payload.sequence });
  };
  const saying = { ...say, undone };
  return {
    say: saying,
    sentence: (act: Act) => sentence(factOf(act)),
    actorOf: actorOf(saying, context.acts),
  };
}

function useSaying({ view, chair, zone }: ActContext): Omit<Saying, 'undone'> {
  const { t } = useTranslation();
  const { length, time } = useTimes();
  const { nameOf, kindOf } = useTurnWords(view);
  return {
    t,
    nameOf,
    namesOf: (slotIds) => slotIds.map(nameOf).join(', '),
    moderator: (accountId) => chair?.moderators.find((one) => one.accountId === accountId)?.name ?? '',
    phaseOf: (phase) => {
      const part = view.format.phases[phase];
      return part ? t(`phase.${part.kind}`) : '';
    },
    turnOf: ({ kind = 'speech', planned = null, phase }) =>
      kindOf({ kind, planned, phase }) ?? t('acts.speech'),
    length,
    time: (ms) => time(ms, zone),
  };
}

/** A candidate's account is known by the slot it came in to. */
function actorOf(say: Saying, acts: readonly Act[]) {
  const slotOf = new Map<string, string>();
  for (const { kind, actor, payload } of acts)
    if (kind === 'member.joined' && actor.kind === 'account')
      slotOf.set(actor.accountId, String(payload.slotId));
  return ({ actor }: Act): string => {
    if (actor.kind === 'system') return say.t('acts.by.system');
    const { accountId, role } = actor;
    if (role === 'moderator') return say.t('acts.by.moderator', { name: say.moderator(accountId) });
    return say.t('acts.by.candidate', { name: say.nameOf(slotOf.get(accountId) ?? null) });
  };
}
