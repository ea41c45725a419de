import { seatFor } from '../../accounts/roles.ts';
import type { Tickets } from '../../accounts/tickets.ts';
import type { Audience } from '../../audience/heartbeats.ts';
import type { Passes } from '../../audience/passes.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { CandidacyStore } from '../../store/candidacies.ts';
import type { DebateStore } from '../../store/debates.ts';
import type { RouteHandlers } from '../http.ts';

type ViewerRoute = 'ticket.issue' | 'pass.issue' | 'heartbeat.send';

export type ViewerTools = {
  tickets: Tickets;
  passes: Passes;
  audience: Audience;
  debates: DebateStore;
  candidacies: Pick<CandidacyStore, 'standsIn'>;
};

export function viewerRoutes({
  tickets,
  passes,
  audience,
  debates,
  candidacies,
}: ViewerTools): Pick<RouteHandlers, ViewerRoute> {
  return {
    'ticket.issue': async ({ params: { debateId }, body, visitor: { accountId, sessionId, roles } }) => {
      const home = await debates.homeRecord(debateId);
      const seat = seatFor({ as: body.as, accountId, roles, home });
      if (seat.role === 'candidate' && !(await candidacies.standsIn(accountId as string, debateId)))
        throw new Refusal('not-allowed', 'the candidacy does not stand');
      const { ticket, expiresAtMs } = await tickets.issue({ debateId, accountId, sessionId, ...seat });
      return { ticket, expiresAtMs, grants: [...seat.grants] };
    },
    'pass.issue': async () => ({ pass: passes.issue(), heartbeatMs: audience.heartbeatMs }),
    'heartbeat.send': ({ body: { pass, debateId, isPlaying } }) =>
      audience.beat({ passId: passes.read(pass), debateId, isPlaying }),
  };
}
