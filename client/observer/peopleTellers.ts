import type { EvidenceKind } from '../../server/protocol/evidence.ts';
import type { Saying, Tellers } from './saying.ts';
import type { stageTellers } from './stageTellers.ts';

type OfSlot = { payload: { slotId: string } };
const named = ({ payload }: OfSlot, { nameOf }: Saying) => ({ name: nameOf(payload.slotId) });

/** What happened to the people: coming and going, being let in, asked, silenced, led. */
export const peopleTellers: Tellers<Exclude<EvidenceKind, keyof typeof stageTellers>> = {
  'hand.raised': (act, say) => ({
    ...named(act, say),
    what: say.t(`acts.hand.${act.payload.kind ?? 'turn'}`),
  }),
  'hand.lowered': named,
  'slot.admitted': named,
  'slot.muted': named,
  'slot.unmuted': named,
  'slot.removed': named,
  'slot.readmitted': named,
  'roll-call.opened': ({ payload }, { namesOf }) => ({ names: namesOf(payload.asked) }),
  'roll-call.answered': (act, say) => ({
    ...named(act, say),
    what: say.t(act.payload.isRight ? 'acts.answer.right' : 'acts.answer.wrong'),
  }),
  'roll-call.closed': ({ payload }, { t, namesOf }) => ({
    names: payload.missed.length === 0 ? t('acts.nobody') : namesOf(payload.missed),
  }),
  'chair.taken': ({ payload }, { t, moderator }) => ({
    name: moderator(payload.accountId),
    cause: t(`acts.chair.${payload.cause}`),
  }),
  'voice.counted': () => ({}),
  'identity.confirmed': (act, say) => ({
    ...named(act, say),
    whom: say.t(`acts.confirmedBy.${act.payload.by}`),
  }),
  'member.joined': named,
  'member.left': (act, say) => ({ ...named(act, say), cause: say.t(`acts.left.${act.payload.cause}`) }),
  'witness.changed': (act, say) => ({
    ...named(act, say),
    witness: say.t(`witness.${act.payload.witness}`),
    what: say.t(act.payload.isPresent ? 'acts.seen' : 'acts.unseen'),
  }),
  'witness.snapshot': () => ({}),
  'presence.attested': (act, say) => ({
    ...named(act, say),
    from: say.time(act.payload.fromMs),
    to: say.time(act.payload.toMs),
  }),
};
