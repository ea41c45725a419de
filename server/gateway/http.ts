import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { Refusal, type RefusalCode, replyFor } from '../protocol/refusals.ts';
import {
  type Route,
  type RouteBody,
  type RouteName,
  type RouteOutput,
  type RouteParams,
  routes,
} from '../protocol/routes.ts';
import type { Role } from '../protocol/words.ts';
import { addressPrefix, type Limit } from './limits.ts';
import { isOwnOrigin } from './origin.ts';
import { openLimits } from './rates.ts';

/** Who calls a route, read from the session cookie; `accountId` null for anybody. */
export type Visitor = {
  accountId: string | null;
  name: string | null;
  roles: readonly Role[];
  headers: Headers;
};

export type Call<N extends RouteName> = {
  params: RouteParams<N>;
  body: RouteBody<N>;
  visitor: Visitor;
  /** Adds a cookie to the answer. */
  setCookies(cookies: readonly string[]): void;
};

/** One function per route; a missing one does not compile. */
export type RouteHandlers = { [N in RouteName]: (call: Call<N>) => Promise<RouteOutput<N>> };

type AnyHandler = (call: unknown) => Promise<unknown>;

export type HttpTools = {
  publicUrl: string;
  log: Log;
  visitorOf(headers: Headers): Promise<Visitor>;
};

const largestBody = '64kb';

const statusOf: Partial<Record<RefusalCode, number>> = {
  'bad-input': 400,
  'too-large': 413,
  'unknown-request': 404,
  'not-signed-in': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'too-many-requests': 429,
  internal: 500,
};

/** Serves every route of the contract through one door. */
export function serveRoutes(app: Express, handlers: RouteHandlers, tools: HttpTools): void {
  const limits = openLimits();
  app.use('/api', express.json({ limit: largestBody, strict: true }));
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const limit = limits(name);
    app[route.method](route.path.replace(/\{(\w+)\}/g, ':$1'), (request, response) =>
      answer({ request, response, route, limit, tools, handler: handlers[name] as AnyHandler }),
    );
  }
  app.use('/api', () => {
    throw new Refusal('unknown-request');
  });
  app.use('/api', (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    refuse(error, request, response, tools.log);
  });
}

type Answering = {
  request: Request;
  response: Response;
  route: Route;
  limit: Limit;
  tools: HttpTools;
  handler: AnyHandler;
};

async function answer({ request, response, route, limit, tools, handler }: Answering): Promise<void> {
  if (route.method !== 'get' && !isOwnOrigin(request.headers.origin, tools.publicUrl))
    throw new Refusal('foreign-origin');
  const visitor = await tools.visitorOf(headersOf(request));
  await limit.consume(visitor.accountId ?? addressPrefix(request.ip ?? ''));
  checkRole(route.role, visitor);
  const cookies: string[] = [];
  const output = await handler({
    visitor,
    params: parse(route.params, request.params),
    body: parse(route.body, request.body ?? {}),
    setCookies: (more: readonly string[]) => cookies.push(...more),
  });
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.setHeader('cache-control', 'no-store');
  response.json(route.output.parse(output));
}

function parse(schema: z.ZodType | undefined, input: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(input);
  if (!result.success) throw new Refusal('bad-input', result.error.message);
  return result.data;
}

function checkRole(role: Route['role'], visitor: Visitor): void {
  if (role === 'anyone') return;
  if (visitor.accountId === null) throw new Refusal('not-signed-in');
  if (role !== 'signed-in' && !visitor.roles.includes(role)) throw new Refusal('not-allowed', role);
}

function headersOf(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** Express's own errors for a body that is too large or not JSON carry a `type`; they are refusals, not faults. */
function asRefusal(error: unknown): unknown {
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.too.large') return new Refusal('too-large', 'body', { cause: error });
  if (typeof type === 'string' && /^(entity|encoding|charset|request)\./.test(type)) {
    return new Refusal('bad-input', type, { cause: error });
  }
  return error;
}

function refuse(error: unknown, request: Request, response: Response, log: Log): void {
  const reply = replyFor(asRefusal(error));
  const level = reply.code === 'internal' ? 'error' : 'info';
  log[level]({ path: request.path, method: request.method, code: reply.code, err: error }, 'http.refused');
  response.status(statusOf[reply.code] ?? 409).json(reply);
}
