import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { StillHolds } from '../accounts/standing.ts';
import type { Claims, Tickets } from '../accounts/tickets.ts';
import type { DebateHub } from '../debates/hub.ts';
import type { Announce } from '../debates/members.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { notices } from '../protocol/notices.ts';
import { replyFor } from '../protocol/refusals.ts';
import { Answers } from './answers.ts';
import { connectionOf } from './connection.ts';
import { dispatch, type Handlers } from './dispatch.ts';
import { Door, type SocketCaps, usualCaps } from './door.ts';
import { type Limit, openLimit } from './limits.ts';
import { paced } from './paces.ts';
import type { Caller } from './requests/caller.ts';
import { enterRequests } from './requests/enter.ts';
import { mediaRequests } from './requests/media.ts';
import { moderationRequests } from './requests/moderation.ts';
import { stageRequests } from './requests/stage.ts';

const largestMessageBytes = 64 * 1024;
// A cut line is noticed after ten seconds at the latest: presence must not be credited for longer.
const pingIntervalMs = 4_000;
const pingTimeoutMs = 6_000;
/** A page that builds its transports sends some twenty messages at once; nothing honest sends more for long. */
const messagesPerSecond = 40;
/** Far over what is honest for longer than a moment: who goes on like this is sent away. */
const most = { messages: 1_000, seconds: 10 };

export type SocketEdge = {
  announce: Announce;
  serve(hub: DebateHub): void;
  /** Closes every line of those whom this concerns, also one that is just being opened. */
  shut(isConcerned: (claims: Claims) => boolean): void;
  close(): Promise<void>;
};
export type SocketTools = {
  http: HttpServer;
  tickets: Tickets;
  stillHolds: StillHolds;
  publicUrl: string;
  trustedProxies: number;
  clock: Clock;
  log: Log;
  caps?: SocketCaps;
};

/** The edge candidates, moderators and viewers of a live debate speak over. */
export function openSocketEdge({ http, clock, log, caps = usualCaps, ...given }: SocketTools): SocketEdge {
  const door = new Door({ ...given, caps });
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
    allowRequest: (request, decide) => {
      door.knock(request).then(
        () => decide(null, isServing),
        (error: unknown) => decide(refusalFor(error, log).message, false),
      );
    },
  });
  io.engine.on('connection', (line) => door.opened(line));
  io.use((socket, next) => {
    door.admit(socket).then(
      () => next(),
      (error: unknown) => {
        next(refusalFor(error, log));
        // Once the refusal is on its way: a line that leads nowhere holds no place.
        setImmediate(() => socket.conn.close());
      },
    );
  });
  const limits = { rate: openLimit(messagesPerSecond, 1), flood: openLimit(most.messages, most.seconds) };
  return {
    announce: (debateId, name, notice) => {
      io.to(debateId).emit(name, notices[name].parse(notice));
    },
    serve: (hub) => {
      const handlers = paced({
        ...enterRequests(hub),
        ...mediaRequests,
        ...moderationRequests,
        ...stageRequests,
      });
      isServing = true;
      io.on('connection', (socket) => serve(socket, { handlers, ...limits, clock, log }));
    },
    shut: (isConcerned) => door.shut(isConcerned),
    close: async () => {
      // Pages that were sent away ask again at once, on the line that they have: it would keep us open for ever.
      isServing = false;
      http.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
      io.engine.on('connection', (line) => line.close(true));
      await io.close();
    },
  };
}

function refusalFor(error: unknown, log: Log): Error {
  const reply = replyFor(error);
  log[reply.code === 'internal' ? 'error' : 'info']({ code: reply.code, err: error }, 'socket.refused');
  return Object.assign(new Error(reply.code), { data: reply });
}

type Serving = { handlers: Handlers<Caller>; rate: Limit; flood: Limit; clock: Clock; log: Log };

function serve(socket: Socket, { handlers, rate, flood, clock, log }: Serving): void {
  const claims: Claims = socket.data.claims;
  const connection = connectionOf(socket, clock);
  const caller: Caller = { connection, claims, grants: claims.grants, place: { state: 'outside' } };
  const socketLog = log.child({
    debateId: claims.debateId,
    connectionId: connection.id,
    accountId: claims.accountId,
  });
  const answers = new Answers();
  const answer = async (raw: unknown) => {
    await rate.consume(connection.id);
    return dispatch(handlers, { caller, raw, log: socketLog });
  };
  const sendAway = (error: unknown) => {
    if (!connection.isAlive()) return;
    socketLog.warn({ err: error }, 'socket.flooded');
    connection.say('farewell', { reason: 'too-many-requests' });
    connection.close();
  };
  socket.on('request', (raw: unknown, reply: unknown) => {
    flood.consume(connection.id).catch(sendAway);
    if (typeof reply !== 'function') return socketLog.info({ code: 'bad-input' }, 'request.without-reply');
    void answers
      .once(raw, () => answer(raw).catch(replyFor))
      .then((result) => {
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
