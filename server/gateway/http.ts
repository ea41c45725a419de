import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Log } from '../platform/log.ts';
import type { StreamedFile } from '../protocol/files.ts';
import { Refusal } from '../protocol/refusals.ts';
import {
  type Route,
  type RouteBody,
  type RouteName,
  type RouteOutput,
  type RouteParams,
  routes,
} from '../protocol/routes.ts';
import type { Role } from '../protocol/words.ts';
import { addressPrefix, clientAddress } from './address.ts';
import { readBytes, sendFile } from './files.ts';
import { isOwnOrigin } from './origin.ts';
import type { Rates } from './rates.ts';

/** Who calls a route, read from the session cookie; `accountId` null for anybody. */
export type Visitor = {
  accountId: string | null;
  sessionId: string | null;
  name: string | null;
  roles: readonly Role[];
  headers: Headers;
};

export type Call<N extends RouteName> = {
  params: RouteParams<N>;
  body: RouteBody<N>;
  visitor: Visitor;
  addressPrefix: string;
  /** Adds a cookie to the answer. */
  setCookies(cookies: readonly string[]): void;
};

/** One function per route; a missing one does not compile. */
export type RouteHandlers = { [N in RouteName]: (call: Call<N>) => Promise<RouteOutput<N>> };

type AnyHandler = (call: unknown) => Promise<unknown>;

export type HttpTools = {
  publicUrl: string;
  /** How many proxies in front of the hub tell the truth about an address. */
  trustedProxies: number;
  log: Log;
  rates: Rates;
  visitorOf(headers: Headers): Promise<Visitor>;
  /** Whether the person of this session has lately proved themselves by passkey. */
  isFresh(sessionId: string): Promise<boolean>;
};

const largestBody = '64kb';

/** Serves every route of the contract through one door. */
export function serveRoutes(app: Express, handlers: RouteHandlers, tools: HttpTools): void {
  app.use('/api', express.json({ limit: largestBody, strict: true }));
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    app[route.method](route.path.replace(/\{(\w+)\}/g, ':$1'), (request, response) =>
      answer({ request, response, name, tools, handler: handlers[name] as AnyHandler }),
    );
  }
  app.use('/api', () => {
    throw new Refusal('unknown-request');
  });
}

type Answering = {
  request: Request;
  response: Response;
  name: RouteName;
  tools: HttpTools;
  handler: AnyHandler;
};

async function answer({ request, response, name, tools, handler }: Answering): Promise<void> {
  const route: Route = routes[name];
  const prefix = addressPrefix(clientAddress(request, tools.trustedProxies));
  await tools.rates.arrive(name, prefix);
  if (route.method !== 'get' && !isOwnOrigin(request.headers.origin, tools.publicUrl))
    throw new Refusal('foreign-origin');
  const visitor = await tools.visitorOf(headersOf(request));
  await tools.rates.call(name, visitor.accountId ?? prefix);
  checkRole(route.role, visitor);
  if (route.assurance === 'fresh') await checkFresh(visitor, tools);
  if (route.takesBytes !== undefined) await readBytes(request, response, route.takesBytes);
  const cookies: string[] = [];
  const output = await handler({
    visitor,
    addressPrefix: prefix,
    params: parse(route.params, request.params),
    body: parse(route.body, request.body ?? {}),
    setCookies: (more: readonly string[]) => cookies.push(...more),
  });
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.setHeader('cache-control', 'no-store');
  const parsed = route.output.parse(output);
  if (route.produces !== undefined) return sendFile(response, route, parsed as StreamedFile);
  response.json(parsed);
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
  if (role === 'signed-in') return;
  const allowed: readonly Role[] = role === 'official' ? ['moderator', 'committee'] : [role];
  if (!allowed.some((each) => visitor.roles.includes(each))) throw new Refusal('not-allowed', role);
}

/** After the role: who may not decide at all is not asked for a passkey. */
async function checkFresh({ sessionId }: Visitor, tools: HttpTools): Promise<void> {
  if (sessionId === null || !(await tools.isFresh(sessionId))) throw new Refusal('sign-in-again');
}

function headersOf(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
