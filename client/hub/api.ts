import { z } from 'zod';
import { Refusal, refusalCodes } from '../../server/protocol/refusals.ts';
import {
  type RouteBody,
  type RouteName,
  type RouteOutput,
  type RouteParams,
  routes,
} from '../../server/protocol/routes.ts';
import { withProof } from './proof.ts';
import { Unreachable } from './unreachable.ts';

const answerWithinMs = 10_000;
const No = z.object({ ok: z.literal(false), code: z.enum(refusalCodes), detail: z.string() });

type Given<K extends string, V> = [V] extends [undefined] ? unknown : { [P in K]: V };
export type Call<N extends RouteName> = Given<'params', RouteParams<N>> & Given<'body', RouteBody<N>>;

/** The only way of these pages to the hub's HTTP side: a parsed answer, a `Refusal`, or `Unreachable`. */
export async function api<N extends RouteName>(
  name: N,
  ...[call]: unknown extends Call<N> ? [] : [Call<N>]
): Promise<RouteOutput<N>> {
  const { params, body } = (call ?? {}) as { params?: Record<string, string>; body?: unknown };
  return answerTo(name, () => ask(name, params ?? {}, body));
}

/** What the hub answers to a request of this route, however its body is sent. */
export async function answerTo<N extends RouteName>(
  name: N,
  send: () => Promise<Response>,
): Promise<RouteOutput<N>> {
  return withProof(async () => {
    const response = await reach(name, send);
    const answer = await read(response);
    if (!response.ok) throw refusalOf(answer, response.status);
    return routes[name].output.parse(answer) as RouteOutput<N>;
  });
}

async function reach(name: RouteName, send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (cause) {
    throw new Unreachable(name, { cause });
  }
}

function ask(name: RouteName, params: Record<string, string>, body: unknown): Promise<Response> {
  const { method, path } = routes[name];
  return fetch(filled(path, params), {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

function filled(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
}

async function read(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new Unreachable(`${response.status} without JSON`, { cause });
  }
}

function refusalOf(answer: unknown, status: number): Error {
  const no = No.safeParse(answer);
  return no.success ? new Refusal(no.data.code, no.data.detail) : new Unreachable(`status ${status}`);
}
