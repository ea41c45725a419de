import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

type Person = { email: string; isConfirmed: boolean };
export type RunningProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Goes where the hub sends the browser, signs in as this person, and comes back with what stands after the `?`. */
  signIn(url: string, person: Person): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
};

const client = { clientId: 'debate-hub', clientSecret: 'a secret of the client, for tests' };

/** A real OpenID Connect provider on this machine, whose people confirm everything they are asked. */
export async function openOidcProvider(hubUrl: string): Promise<RunningProvider> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Person>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${hubUrl}/enter/oidc`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: people.get(sub)?.email, email_verified: people.get(sub)?.isConfirmed }),
    }),
    cookies: { keys: ['a key of the provider'] },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    ...client,
    signIn: (url, person) => {
      const sub = `person-${people.size + 1}`;
      people.set(sub, person);
      return walk(url, sub);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A browser's way through the provider's pages: cookies are kept, forms are sent, until it is sent back to the hub. */
async function walk(start: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(start);
  let url = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step += 1) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    form = location === null ? answerTo(await response.text(), sub) : undefined;
    if (location !== null) url = new URL(location, url);
    if (url.origin !== origin) return url.search.slice(1);
  }
  throw new Error('the provider never came to an end');
}

function answerTo(page: string, login: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (prompt === undefined) throw new Error(`not a page of the provider: ${page.slice(0, 300)}`);
  return new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'any' }) });
}
