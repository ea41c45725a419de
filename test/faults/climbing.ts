import { randomUUID } from 'node:crypto';
import type { Input, RequestName, requests } from '../../server/protocol/requests.ts';
import { LiveVoice } from '../support/rtc/live-voice.ts';

export type Part = 'viewer' | 'candidate' | 'moderator' | 'observer';
type Requests = typeof requests;
/** Every request that not everybody may make. One that is added to the contract does not compile until it stands here. */
export type Verb = {
  [N in RequestName]: Requests[N]['grant'] extends 'watch' ? never : N;
}[RequestName];

type Attempt<N extends Verb> = {
  /** Written by hand, so that a right that is given away by mistake is noticed. */
  of: readonly Part[];
  input(aim: Aim): Input<N>;
};

/** What the attempts are about: somebody's slot, a question that everybody sees, and an account that wants the chair. */
export type Aim = { slotId: string; questionId: string; accountId: string };

const reason = 'Because I say so';
const moderator = ['moderator'] as const;
const nothing = () => ({});
const slot = ({ slotId }: Aim) => ({ slotId });
const reasoned = ({ slotId }: Aim) => ({ slotId, reason });

export const attempts: { [N in Verb]: Attempt<N> } = {
  'producer.open': {
    of: ['candidate', 'moderator'],
    input: () => ({
      transportId: randomUUID(),
      source: 'microphone',
      rtpParameters: new LiveVoice().rtpParameters,
    }),
  },
  'producer.close': { of: ['candidate', 'moderator'], input: () => ({ producerId: randomUUID() }) },
  'hand.raise': { of: ['candidate'], input: () => ({ kind: 'point-of-order' }) },
  'hand.lower': { of: ['candidate'], input: nothing },
  'floor.yield': { of: ['candidate'], input: nothing },
  'roll-call.answer': {
    of: ['candidate'],
    input: () => ({ rollCallId: randomUUID(), answer: '123' }),
  },
  'debate.start': { of: moderator, input: nothing },
  'debate.pause': { of: moderator, input: () => ({ reason }) },
  'debate.continue': { of: moderator, input: nothing },
  'debate.end': { of: moderator, input: nothing },
  'floor.give': { of: moderator, input: slot },
  'floor.interrupt': { of: moderator, input: ({ slotId }) => ({ slotId, kind: 'interposed' }) },
  'floor.take': { of: moderator, input: nothing },
  'hand.dismiss': { of: moderator, input: slot },
  'time.adjust': { of: moderator, input: ({ slotId }) => ({ slotId, byMs: 60_000, reason }) },
  'phase.next': { of: moderator, input: nothing },
  'act.undo': { of: moderator, input: nothing },
  'identity.confirm': { of: moderator, input: slot },
  'slot.admit': { of: moderator, input: slot },
  'slot.mute': { of: moderator, input: reasoned },
  'slot.unmute': { of: moderator, input: slot },
  'slot.remove': { of: moderator, input: reasoned },
  'slot.readmit': { of: moderator, input: reasoned },
  'roll-call.open': { of: moderator, input: nothing },
  'question.ask': { of: moderator, input: ({ questionId }) => ({ questionId }) },
  'question.drop': { of: moderator, input: ({ questionId }) => ({ questionId, reason: 'off-topic' }) },
  'chair.take': { of: moderator, input: nothing },
  'chair.hand-over': { of: moderator, input: ({ accountId }) => ({ accountId }) },
  'acts.read': { of: ['moderator', 'observer'], input: () => ({ afterSequence: 0 }) },
};

export const verbs = Object.keys(attempts) as Verb[];
