import type { Log } from '../platform/log.ts';
import { Refusal, type Reply, replyFor } from '../protocol/refusals.ts';
import {
  type Grant,
  type Input,
  type Output,
  RequestEnvelope,
  type RequestName,
  requests,
} from '../protocol/requests.ts';

/** One function per request; a missing one does not compile. `commandId` is the client's id of this request. */
export type Handlers<Caller> = {
  [N in RequestName]: (caller: Caller, input: Input<N>, commandId: string) => Promise<Output<N>>;
};

type Handler<Caller> = (caller: Caller, input: unknown, commandId: string) => Promise<unknown>;

/** The socket's only door: unknown bytes in, a reply out, never a throw (EDGE-1, EDGE-2, EDGE-4). */
export async function dispatch<Caller extends { grants: readonly Grant[] }>(
  handlers: Handlers<Caller>,
  message: { caller: Caller; raw: unknown; log: Log },
): Promise<Reply<unknown>> {
  const { caller, raw, log } = message;
  try {
    return { ok: true, data: await answer(handlers, caller, raw) };
  } catch (error) {
    const reply = replyFor(error);
    const level = reply.code === 'internal' ? 'error' : 'info';
    log[level](
      {
        name: nameOf(raw),
        code: reply.code,
        detail: reply.detail,
        err: reply.code === 'internal' ? error : undefined,
      },
      'request.refused',
    );
    return reply;
  }
}

async function answer<Caller extends { grants: readonly Grant[] }>(
  handlers: Handlers<Caller>,
  caller: Caller,
  raw: unknown,
) {
  const envelope = RequestEnvelope.safeParse(raw);
  if (!envelope.success) throw new Refusal('bad-input', envelope.error.message);
  const { id, name, input } = envelope.data;
  if (!isRequestName(name)) throw new Refusal('unknown-request', name);
  if (!caller.grants.includes(requests[name].grant)) throw new Refusal('not-allowed', name);
  const parsed = requests[name].input.safeParse(input);
  if (!parsed.success) throw new Refusal('bad-input', parsed.error.message);
  return (handlers[name] as Handler<Caller>)(caller, parsed.data, id);
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

function nameOf(raw: unknown): string | undefined {
  const name = (raw as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name.slice(0, 64) : undefined;
}
