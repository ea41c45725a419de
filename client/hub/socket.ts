import { io, type Socket } from 'socket.io-client';
import { Refusal, type Reply } from '../../server/protocol/refusals.ts';
import { type Input, type Output, type RequestName, requests } from '../../server/protocol/requests.ts';
import { api } from './api.ts';
import { Unreachable } from './unreachable.ts';

const answerWithinMs = 10_000;

export type As = 'viewer' | 'candidate' | 'moderator' | 'observer';

type Opening = { withinMs?: number; signal?: AbortSignal };

/** Opens one socket into a debate with a ticket of its own. Nothing is said on it yet. */
export async function openSocket(
  { debateId, as }: { debateId: string; as: As },
  { withinMs = answerWithinMs, signal }: Opening = {},
): Promise<Socket> {
  const { ticket } = await api('ticket.issue', { params: { debateId }, body: { as } });
  const socket = io({
    path: '/hub',
    transports: ['websocket'],
    auth: { ticket },
    forceNew: true,
    reconnection: false,
    timeout: withinMs,
  });
  try {
    await connected(socket, signal);
    return socket;
  } catch (error) {
    socket.disconnect();
    throw error;
  }
}

/** One request on an open socket: a parsed answer, a `Refusal`, or `Unreachable` where none came in time. */
export async function ask<N extends RequestName>(
  socket: Socket,
  { name, input, withinMs = answerWithinMs }: { name: N; input: Input<N>; withinMs?: number },
): Promise<Output<N>> {
  const reply = await answered(socket.timeout(withinMs), { id: crypto.randomUUID(), name, input });
  if (!reply.ok) throw new Refusal(reply.code, reply.detail);
  return requests[name].output.parse(reply.data) as Output<N>;
}

/** Calls `silent` each time nothing at all was heard on an open socket for so long, until the returned function is called. */
export function onSilence(socket: Socket, afterMs: number, silent: () => void): () => void {
  let heardAtMs = performance.now();
  socket.io.engine.on('packet', () => {
    heardAtMs = performance.now();
  });
  const timer = setInterval(() => {
    if (performance.now() - heardAtMs >= afterMs) silent();
  }, afterMs / 3);
  return () => clearInterval(timer);
}

/** A proxy may take the line and close it before the hub has said a word: that is no error to the socket itself. */
function connected(socket: Socket, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) reject(new Unreachable('given up'));
    signal?.addEventListener('abort', () => reject(new Unreachable('given up')));
    socket.once('connect', () => resolve());
    socket.once('connect_error', (cause) => reject(new Unreachable('socket refused', { cause })));
    socket.io.once('close', (reason) => reject(new Unreachable(`socket closed: ${reason}`)));
  });
}

type Envelope = { id: string; name: RequestName; input: unknown };

async function answered(socket: ReturnType<Socket['timeout']>, envelope: Envelope): Promise<Reply<unknown>> {
  try {
    return (await socket.emitWithAck('request', envelope)) as Reply<unknown>;
  } catch (cause) {
    throw new Unreachable(envelope.name, { cause });
  }
}
