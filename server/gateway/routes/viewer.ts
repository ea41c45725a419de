import { seatFor } from '../../accounts/roles.ts';
import type { Tickets } from '../../accounts/tickets.ts';
import type { Audience } from '../../audience/heartbeats.ts';
import type { Passes } from '../../audience/passes.ts';
import type { DebateStore } from '../../store/debates.ts';
import type { RouteHandlers } from '../http.ts';

type ViewerRoute = 'ticket.issue' | 'pass.issue' | 'heartbeat.send';

export type ViewerTools = { tickets: Tickets; passes: Passes; audience: Audience; debates: DebateStore };

export function viewerRoutes({
  tickets,
  passes,
  audience,
  debates,
}: ViewerTools): Pick<RouteHandlers, ViewerRoute> {
  return {
    'ticket.issue': async ({ params: { debateId }, body, visitor: { accountId, sessionId, roles } }) => {
      const home = await debates.homeRecord(debateId);
      const seat = seatFor({ as: body.as, accountId, roles, home });
      const { ticket, expiresAtMs } = await tickets.issue({ debateId, accountId, sessionId, ...seat });
      return { ticket, expiresAtMs, grants: [...seat.grants] };
    },
    'pass.issue': async () => ({ pass: passes.issue(), heartbeatMs: audience.heartbeatMs }),
    'heartbeat.send': ({ body: { pass, debateId, isPlaying } }) =>
      audience.beat({ passId: passes.read(pass), debateId, isPlaying }),
  };
}
