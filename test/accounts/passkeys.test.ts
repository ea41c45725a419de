import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../server/platform/hash.ts';
import { openLog } from '../../server/platform/log.ts';
import { openRedis, type Redis } from '../../server/platform/redis.ts';
import type { CreationOptions, RequestOptions } from '../../server/protocol/passkeys.ts';
import type { Account } from '../../server/protocol/sign-in.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  addPasskey,
  post,
  type Quirks,
  SoftPasskey,
  showAgain,
  signInByPasskey,
} from '../support/passkey.ts';

describe('passkeys, over HTTP', () => {
  let hub: TestHub;
  let redis: Redis;
  beforeAll(async () => {
    hub = await openTestHub();
    redis = await openRedis(hub.ground.redisUrl, openLog('silent'));
  });
  afterAll(async () => {
    redis?.destroy();
    await hub?.[Symbol.asyncDispose]();
  });

  const candidate = (place: number) => hub.candidates[place]?.accountId as string;
  const account = async (cookie: string): Promise<Account> =>
    (await (await fetch(`${hub.url}/api/account`, { headers: { cookie } })).json()) as Account;
  const remove = async (cookie: string, passkeyId: string) => {
    const where = `${hub.url}/api/account/passkeys/${passkeyId}`;
    const response = await fetch(where, { method: 'DELETE', headers: { cookie, origin: hub.url } });
    return response.ok ? 'removed' : ((await response.json()) as { code: string }).code;
  };

  it('SIGN-1 a passkey made after the first entry opens a session of the same person, without an invitation', async () => {
    const cookie = await hub.signIn(candidate(0));
    const passkey = await addPasskey(hub.url, cookie);
    const again = await signInByPasskey(hub.url, passkey);
    expect(await hub.authentication.sessionOf(new Headers({ cookie: again }))).toMatchObject({
      accountId: candidate(0),
    });
    const { passkeys, sessions, freshUntilMs } = await account(again);
    expect(passkeys).toMatchObject([{ id: passkey.id, name: 'Test key' }]);
    expect(sessions.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(freshUntilMs).toBeGreaterThan(Date.now());
  });

  const wrong: [string, Quirks][] = [
    ['another site’s page', { origin: 'https://debates.example' }],
    ['another site’s passkey', { site: 'debates.example' }],
    ['a challenge that the hub never gave out', { challenge: 'bmV2ZXItZ2l2ZW4tb3V0' }],
    ['an answer that was made for something else', { type: 'webauthn.create' }],
    ['a counter that goes back', { counter: 1 }],
  ];
  it.each(wrong)('SIGN-2 %s opens nothing', async (_, quirks) => {
    const known = await freshPasskey(candidate(1));
    await expect(signInByPasskey(hub.url, known, quirks)).rejects.toThrow('passkey-refused');
    await expect(signInByPasskey(hub.url, known)).resolves.toBeTypeOf('string');
  });

  /** The account's only passkey from now on. */
  async function freshPasskey(accountId: string): Promise<SoftPasskey> {
    await hub.stores.revocations.forgetPasskeys(accountId);
    return addPasskey(hub.url, await hub.signIn(accountId));
  }

  it('SIGN-2 a proof works once, also when twenty send it at the same time', async () => {
    const passkey = await freshPasskey(candidate(2));
    const options = await post<RequestOptions>(hub.url, '/api/sign-in/options', {});
    const body = { credential: passkey.show(options) };
    const sent = await Promise.allSettled(
      Array.from({ length: 20 }, () => post(hub.url, '/api/sign-in', { body })),
    );
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('SIGN-2 a challenge lives three minutes, and only its hash is stored', async () => {
    const passkey = await freshPasskey(candidate(2));
    const options = await post<RequestOptions>(hub.url, '/api/sign-in/options', {});
    const key = `hub:challenge:${sha256(options.challenge)}`;
    expect(await redis.pTTL(key)).toBeGreaterThan(170_000);
    expect(await redis.pTTL(key)).toBeLessThanOrEqual(180_000);
    await redis.pExpire(key, 0);
    const late = post(hub.url, '/api/sign-in', { body: { credential: passkey.show(options) } });
    await expect(late).rejects.toThrow('passkey-refused');
  });

  it('SIGN-2 a challenge of one session, or for one purpose, proves nothing in another', async () => {
    const passkey = await freshPasskey(candidate(3));
    const [one, other] = [await hub.signIn(candidate(3)), await hub.signIn(candidate(3))];
    const again = () => post<RequestOptions>(hub.url, '/api/sign-in/again/options', { cookie: one });
    const body = { credential: passkey.show(await again()) };
    const elsewhere = post(hub.url, '/api/sign-in/again', { cookie: other, body });
    await expect(elsewhere).rejects.toThrow('passkey-refused');
    const signIn = post(hub.url, '/api/sign-in', { body: { credential: passkey.show(await again()) } });
    await expect(signIn).rejects.toThrow('passkey-refused');
  });

  it('SIGN-3 a passkey of somebody else raises nobody’s assurance', async () => {
    const passkey = await freshPasskey(candidate(0));
    const [own, other] = [await hub.signIn(candidate(0)), await hub.signIn(candidate(2))];
    await expect(showAgain(hub.url, other, passkey)).rejects.toThrow('passkey-refused');
    await showAgain(hub.url, own, passkey);
    expect((await account(other)).freshUntilMs).toBeNull();
    expect((await account(own)).freshUntilMs).toBeGreaterThan(Date.now());
  });

  it('SIGN-3 a proof is good for five minutes, in its own session, and not a moment longer', async () => {
    const cookie = await hub.signInFresh(await hub.accountOf('organiser'));
    const decide = () =>
      post(hub.url, '/api/organiser/restorations', { cookie, body: { accountId: candidate(0) } });
    await decide();
    const { sessionId = '' } = (await hub.authentication.sessionOf(new Headers({ cookie }))) ?? {};
    await hub.stores.passkeys.freshen(sessionId, 'any', Date.now() - 5 * 60_000 - 50);
    await expect(decide()).rejects.toThrow('sign-in-again');
    await hub.stores.passkeys.freshen(sessionId, 'any', Date.now() - 5 * 60_000 + 5_000);
    await decide();
  });

  it('SIGN-1 an official’s device must have asked for a finger, a face or a number; a candidate’s need not', async () => {
    const isVerifying = false;
    const official = await hub.signIn(await hub.accountOf('committee'));
    await expect(addPasskey(hub.url, official, { isVerifying })).rejects.toThrow('passkey-refused');
    const passkey = await addPasskey(hub.url, official);
    await expect(showAgain(hub.url, official, passkey, { isVerifying })).rejects.toThrow('passkey-refused');
    await expect(signInByPasskey(hub.url, passkey, { isVerifying })).rejects.toThrow('passkey-refused');
    await showAgain(hub.url, official, passkey);
    const other = await freshPasskey(candidate(2));
    await expect(signInByPasskey(hub.url, other, { isVerifying })).resolves.toBeTypeOf('string');
  });

  it('SIGN-1 whoever has a passkey shows it before another one is added: a found invitation adds none', async () => {
    await freshPasskey(candidate(3));
    const found = await hub.signIn(candidate(3));
    await expect(addPasskey(hub.url, found)).rejects.toThrow('sign-in-again');
  });

  it('an official keeps their last passkey; a candidate may remove theirs; nobody removes another’s', async () => {
    const organiserId = await hub.accountOf('organiser');
    const organiser = await hub.signInFresh(organiserId);
    const only = (await account(organiser)).passkeys[0]?.id as string;
    expect(await remove(organiser, only)).toBe('last-passkey');
    await addPasskey(hub.url, organiser);
    expect(await remove(organiser, only)).toBe('removed');

    const own = await freshPasskey(candidate(0));
    const cookie = await signInByPasskey(hub.url, own);
    expect(await remove(organiser, own.id)).toBe('not-found');
    expect(await remove(cookie, own.id)).toBe('removed');
    await expect(signInByPasskey(hub.url, own)).rejects.toThrow('passkey-refused');
  });

  it('a passkey that is registered already is not registered again, for nobody', async () => {
    const passkey = await freshPasskey(candidate(1));
    await hub.stores.revocations.forgetPasskeys(candidate(2));
    const cookie = await hub.signIn(candidate(2));
    const options = await post<CreationOptions>(hub.url, '/api/account/passkeys/options', { cookie });
    const body = { name: 'Stolen', credential: passkey.make(options) };
    const added = post(hub.url, '/api/account/passkeys', { cookie, body });
    await expect(added).rejects.toThrow('passkey-refused');
  });

  it('whoever has no passkey is told so instead of being asked for one', async () => {
    await hub.stores.revocations.forgetPasskeys(candidate(3));
    const cookie = await hub.signIn(candidate(3));
    const again = post(hub.url, '/api/sign-in/again/options', { cookie });
    await expect(again).rejects.toThrow('no-passkey');
  });

  it('SIGN-6 every attempt is written down with its method and what came of it, and only where from roughly', async () => {
    const passkey = await freshPasskey(candidate(1));
    const cookie = await signInByPasskey(hub.url, passkey);
    await showAgain(hub.url, cookie, passkey);
    const { signIns } = await account(cookie);
    expect(signIns.slice(0, 3)).toMatchObject([
      { method: 'again', outcome: 'done' },
      { method: 'passkey', outcome: 'done' },
      { method: 'invitation', outcome: 'done' },
    ]);
    for (const { network } of signIns) expect(network).toMatch(/\/24$|::\/48$/);
    await expect(signInByPasskey(hub.url, new SoftPasskey(hub.url))).rejects.toThrow('passkey-refused');
    const [newest] = await hub.stores.signIns.among([]);
    expect(newest).toMatchObject({ accountId: null, method: 'passkey', outcome: 'passkey-refused' });
    expect(await hub.stores.signIns.forgetNetworks(Date.now() + 1)).toBeGreaterThan(0);
    expect((await account(cookie)).signIns.every(({ network }) => network === null)).toBe(true);
  });
});
