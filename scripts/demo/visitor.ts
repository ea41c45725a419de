import {
  type RouteBody,
  type RouteName,
  type RouteOutput,
  type RouteParams,
  routes,
} from '../../server/protocol/routes.ts';

type Given<K extends string, V> = [V] extends [undefined] ? unknown : { [P in K]: V };
type Call<N extends RouteName> = Given<'params', RouteParams<N>> & Given<'body', RouteBody<N>>;

/** Somebody who asks the hub over HTTP, as a page would, and whose answers are held to the contract. */
export class Visitor {
  readonly #publicUrl: string;
  readonly #cookie: string;

  constructor(publicUrl: string, cookie: string) {
    this.#publicUrl = publicUrl;
    this.#cookie = cookie;
  }

  async ask<N extends RouteName>(
    name: N,
    ...[call]: unknown extends Call<N> ? [] : [Call<N>]
  ): Promise<RouteOutput<N>> {
    const { params, body } = (call ?? {}) as { params?: Record<string, string>; body?: unknown };
    const { method, path, output } = routes[name];
    const address = path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params?.[key] ?? ''));
    const response = await fetch(new URL(address, this.#publicUrl), {
      method: method.toUpperCase(),
      signal: AbortSignal.timeout(10_000),
      headers: {
        origin: this.#publicUrl,
        cookie: this.#cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${name} was refused: ${response.status} ${JSON.stringify(answer)}`);
    return output.parse(answer) as RouteOutput<N>;
  }
}
