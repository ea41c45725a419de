import type { DebateHub } from '../../debates/hub.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, goInside } from './caller.ts';

export function enterRequests(hub: DebateHub): Pick<Handlers<Caller>, 'debate.enter'> {
  return {
    'debate.enter': async (caller) => {
      const { connection, claims } = caller;
      const { debate, member } = await goInside(caller, () => hub.enter(connection, claims));
      connection.follow(claims.debateId);
      // The line may have been cut while the door was being opened.
      if (!connection.isAlive()) await debate.leave(member, false);
      return { view: debate.view(), rtpCapabilities: { ...debate.rtpCapabilities }, slotId: claims.slotId };
    },
  };
}
