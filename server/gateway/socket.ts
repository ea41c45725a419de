import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Claims, Tickets } from '../accounts/tickets.ts';
import type { DebateHub } from '../debates/hub.ts';
import type { Announce } from '../debates/members.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { notices } from '../protocol/notices.ts';
import { Refusal, replyFor } from '../protocol/refusals.ts';
import { Handshake } from '../protocol/requests.ts';
import { connectionOf } from './connection.ts';
import { dispatch, type Handlers } from './dispatch.ts';
import { type Limit, openLimit } from './limits.ts';
import { isOwnOrigin } from './origin.ts';
import type { Caller } from './requests/caller.ts';
import { enterRequests } from './requests/enter.ts';
import { mediaRequests } from './requests/media.ts';
import { stageRequests } from './requests/stage.ts';

const largestMessageBytes = 64 * 1024;
// A cut line is noticed after ten seconds at the latest: presence must not be credited for longer.
const pingIntervalMs = 4_000;
const pingTimeoutMs = 6_000;
/** A page that builds its transports sends some twenty messages at once; nothing honest sends more for long. */
const messagesPerSecond = 40;
const answersKept = 256;

export type SocketEdge = { announce: Announce; serve(hub: DebateHub): void; close(): Promise<void> };
export type SocketTools = { http: HttpServer; tickets: Tickets; publicUrl: string; clock: Clock; log: Log };

/** The edge candidates, moderators and viewers of a live debate speak over. */
export function openSocketEdge({ http, tickets, publicUrl, clock, log }: SocketTools): SocketEdge {
  // Nobody is let in before the debates that were open have been taken up again.
  let isServing = false;
  const io = new Server(http, {
    path: '/hub',
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: largestMessageBytes,
    pingInterval: pingIntervalMs,
    pingTimeout: pingTimeoutMs,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    allowRequest: (request, decide) =>
      decide(null, isServing && isOwnOrigin(request.headers.origin, publicUrl)),
  });
  io.use((socket, next) => {
    admit(socket, tickets).then(
      () => next(),
      (error: unknown) => next(refusalFor(error, log)),
    );
  });
  const rate = openLimit(messagesPerSecond, 1);
  return {
    announce: (debateId, name, notice) => {
      io.to(debateId).emit(name, notices[name].parse(notice));
    },
    serve: (hub) => {
      const handlers = { ...enterRequests(hub), ...mediaRequests, ...stageRequests };
      isServing = true;
      io.on('connection', (socket) => serve(socket, { handlers, rate, clock, log }));
    },
    close: async () => {
      await io.close();
    },
  };
}

/** JOIN-1: a ticket, used once, is the only way in. */
async function admit(socket: Socket, tickets: Tickets): Promise<void> {
  const handshake = Handshake.safeParse(socket.handshake.auth);
  if (!handshake.success) throw new Refusal('ticket-invalid', 'no ticket');
  socket.data.claims = await tickets.redeem(handshake.data.ticket);
}

function refusalFor(error: unknown, log: Log): Error {
  const reply = replyFor(error);
  log[reply.code === 'internal' ? 'error' : 'info']({ code: reply.code, err: error }, 'socket.refused');
  return Object.assign(new Error(reply.code), { data: reply });
}

type Serving = { handlers: Handlers<Caller>; rate: Limit; clock: Clock; log: Log };

function serve(socket: Socket, { handlers, rate, clock, log }: Serving): void {
  const claims: Claims = socket.data.claims;
  const connection = connectionOf(socket, clock);
  const caller: Caller = { connection, claims, grants: claims.grants, place: { state: 'outside' } };
  const socketLog = log.child({
    debateId: claims.debateId,
    connectionId: connection.id,
    accountId: claims.accountId,
  });
  const answers = new Map<string, ReturnType<typeof dispatch>>();
  const answer = async (raw: unknown) => {
    await rate.consume(connection.id);
    return dispatch(handlers, { caller, raw, log: socketLog });
  };
  socket.on('request', (raw: unknown, reply: unknown) => {
    if (typeof reply !== 'function') return socketLog.info({ code: 'bad-input' }, 'request.without-reply');
    void once(answers, raw, () => answer(raw).catch(replyFor)).then((result) => {
      reply(result);
    });
  });
  socket.on('disconnect', (reason) => {
    if (caller.place.state !== 'inside') return;
    const { debate, member } = caller.place;
    const isOwnLeave = reason === 'client namespace disconnect';
    debate
      .leave(member, isOwnLeave)
      .catch((error: unknown) => socketLog.error({ err: error }, 'debate.leave-failed'));
  });
}

/** FLOOR-6: the same id again gets the first answer. Only so many are remembered, the oldest forgotten first. */
function once<T>(answers: Map<string, Promise<T>>, raw: unknown, make: () => Promise<T>): Promise<T> {
  const id = (raw as { id?: unknown } | null)?.id;
  if (typeof id !== 'string') return make();
  const known = answers.get(id);
  if (known) return known;
  const answer = make();
  answers.set(id, answer);
  if (answers.size > answersKept) answers.delete(answers.keys().next().value as string);
  return answer;
}
