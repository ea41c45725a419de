import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { openOidcProvider, type RunningProvider } from '../support/oidc-provider.ts';

describe('sign-in at a real OpenID Connect provider', () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  let provider: RunningProvider;
  const known = { email: 'kara@example.invalid', isConfirmed: true };
  let accountId: string;

  beforeAll(async () => {
    const oidcFor = async (url: string) => {
      provider = opened.use(await openOidcProvider(url));
      const { issuer, clientId, clientSecret } = provider;
      return { issuer, clientId, clientSecret };
    };
    hub = opened.use(await openTestHub((seed) => seed, { oidcFor }));
    accountId = await hub.authentication.createAccount({ name: 'Kara (fictional)', email: known.email });
  });
  afterAll(() => opened.disposeAsync());

  type Answered = { code?: string; accountId?: string; url?: string };
  const call = async (path: string, body: object, cookie = '') => {
    const response = await fetch(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.url, cookie },
      body: JSON.stringify(body),
    });
    const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
    return { answer: (await response.json()) as Answered, cookie: cookies.join('; ') };
  };
  const begin = async () => {
    const { answer, cookie } = await call('/api/sign-in/oidc/options', {});
    return { url: answer.url as string, cookie };
  };
  const finish = (answer: string, cookie: string) => call('/api/sign-in/oidc', { answer }, cookie);

  it('SIGN-4 whoever has an account with the address that the provider vouches for comes in', async () => {
    const { url, cookie } = await begin();
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length, name).toBeGreaterThan(20);
    const back = await finish(await provider.signIn(url, known), cookie);
    expect(back.answer).toMatchObject({ accountId });
    const session = await hub.authentication.sessionOf(new Headers({ cookie: back.cookie }));
    expect(session).toMatchObject({ accountId });
    const [newest] = await hub.stores.signIns.among([accountId]);
    expect(newest).toMatchObject({ accountId, method: 'oidc', outcome: 'done' });
  });

  it('SIGN-4 an answer works once', async () => {
    const { url, cookie } = await begin();
    const answer = await provider.signIn(url, known);
    await finish(answer, cookie);
    expect((await finish(answer, cookie)).answer.code).toBe('oidc-refused');
  });

  it.each([
    ['an address that nobody here has', { email: 'stranger@example.invalid', isConfirmed: true }],
    ['an address that the provider did not confirm', { ...known, isConfirmed: false }],
  ])('SIGN-4 %s lets nobody in, and makes no account', async (_, person) => {
    const { url, cookie } = await begin();
    expect((await finish(await provider.signIn(url, person), cookie)).answer.code).toBe('oidc-refused');
    expect(await hub.authentication.accountWith('stranger@example.invalid')).toBeNull();
  });

  it('SIGN-4 the way back holds only in the browser it began in', async () => {
    const [one, other] = [await begin(), await begin()];
    const answer = await provider.signIn(one.url, known);
    expect((await finish(answer, '')).answer.code).toBe('oidc-refused');
    expect((await finish(answer, other.cookie)).answer.code).toBe('oidc-refused');
  });

  const changed = (url: string, name: string, value: string | null) => {
    const into = new URL(url);
    if (value === null) into.searchParams.delete(name);
    else into.searchParams.set(name, value);
    return into.href;
  };

  it.each([
    ['nonce', 'another-nonce-that-the-hub-never-gave-out'],
    ['nonce', null],
    ['code_challenge', 'uJ0r1kTtDXvXAzHmWzZw5c9qg5c8QmEXtEFzkGFvS8A'],
  ])('SIGN-4 a %s that was changed on the way (%s) is found', async (name, value) => {
    const { url, cookie } = await begin();
    const answer = await provider.signIn(changed(url, name, value), known);
    expect((await finish(answer, cookie)).answer.code).toBe('oidc-refused');
  });

  it.each([
    ['state', 'another-state'],
    ['state', null],
    ['iss', 'https://another.example'],
    ['iss', null],
    ['code', 'a-code-that-nobody-gave-out'],
  ])('SIGN-4 a wrong %s in the answer (%s) is refused', async (name, value) => {
    const { url, cookie } = await begin();
    const answer = await provider.signIn(url, known);
    const wrong = new URL(changed(`${hub.url}/?${answer}`, name, value)).search.slice(1);
    expect((await finish(wrong, cookie)).answer.code).toBe('oidc-refused');
  });

  it('SIGN-4 whoever is barred here is refused there too', async () => {
    await hub.stores.revocations.bar(accountId, Date.now());
    const { url, cookie } = await begin();
    expect((await finish(await provider.signIn(url, known), cookie)).answer.code).toBe('access-revoked');
    await hub.stores.revocations.unbar(accountId);
  });
});
