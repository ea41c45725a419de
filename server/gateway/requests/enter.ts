import type { DebateHub } from '../../debates/hub.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, goInside } from './caller.ts';

export function enterRequests(hub: DebateHub): Pick<Handlers<Caller>, 'debate.enter'> {
  return {
    'debate.enter': async (caller, wish) => {
      const { connection, claims } = caller;
      const { debate, member } = await goInside(caller, () => hub.enter(connection, claims, wish));
      connection.follow(claims.debateId);
      // The line may have been cut while the door was being opened.
      if (!connection.isAlive()) await debate.leave(member, false);
      const rtpCapabilities = { ...debate.rtpCapabilities };
      const chair = debate.chairFor(member);
      return { view: debate.view(), rtpCapabilities, slotId: claims.slotId, chair };
    },
  };
}
