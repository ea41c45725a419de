import type { RequestName } from '../../protocol/requests.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, inside } from './caller.ts';

type ModerationRequest = Extract<
  RequestName,
  `${'identity' | 'roll-call' | 'question' | 'chair' | 'acts'}.${string}`
>;

/** What is done about a debate beside its stage: who is there, who leads, what the public asks, what was done. */
export const moderationRequests: Pick<Handlers<Caller>, ModerationRequest> = {
  'identity.confirm': async (caller, { slotId }, id) => {
    const { debate, member } = inside(caller);
    await debate.desk.confirmIdentity(member, id, slotId);
    return {};
  },
  'roll-call.open': async (caller, _, id) => {
    const { debate, member } = inside(caller);
    await debate.rollCalls.open(member, id);
    return {};
  },
  'roll-call.answer': (caller, input, id) => {
    const { debate, member } = inside(caller);
    return debate.rollCalls.answer(member, id, input);
  },
  'question.ask': async (caller, { questionId }, id) => {
    const { debate, member } = inside(caller);
    await debate.desk.ask(member, id, questionId);
    return {};
  },
  'question.drop': async (caller, input, id) => {
    const { debate, member } = inside(caller);
    await debate.questions.drop(member, id, input);
    return {};
  },
  'chair.take': async (caller, _, id) => {
    const { debate, member } = inside(caller);
    await debate.acting.takeChair(member, id);
    return {};
  },
  'chair.hand-over': async (caller, { accountId }, id) => {
    const { debate, member } = inside(caller);
    await debate.acting.handOverChair(member, id, accountId);
    return {};
  },
  'acts.read': async (caller, { afterSequence }) => inside(caller).debate.acts(afterSequence),
};
