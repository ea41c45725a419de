import type { DebateHub } from '../../debates/hub.ts';
import type { Handlers } from '../dispatch.ts';
import type { Caller } from './caller.ts';

export function enterRequests(hub: DebateHub): Pick<Handlers<Caller>, 'debate.enter'> {
  return {
    'debate.enter': async (caller) => {
      if (caller.place.state === 'outside') {
        const { debate, member } = await hub.enter(caller.connection, caller.claims);
        caller.place = { state: 'inside', debate, member };
        caller.connection.follow(caller.claims.debateId);
        // The line was cut while the door was being opened.
        if (!caller.connection.isAlive()) await debate.leave(member, false);
      }
      const { debate } = caller.place;
      return {
        view: debate.view(),
        rtpCapabilities: { ...debate.rtpCapabilities },
        slotId: caller.claims.slotId,
      };
    },
  };
}
