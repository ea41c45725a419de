import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authentication, openAuthentication } from '../../server/accounts/authentication.ts';
import { sessionCookieName, signInOptions } from '../../server/accounts/sign-in-options.ts';
import { openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openHandClock } from '../support/hand-clock.ts';
import { bothDatabases, openStoresUnderTest, type StoresUnderTest } from '../support/stores.ts';

const secret = 'a secret that only this test knows, and long enough';
const baseUrl = 'http://localhost:8080';
const nobody = new Headers();
// An hour behind the machine's: what is told must come from the clock that was handed in.
const clock = openHandClock(Date.now() - 3600_000);

/** What a browser would send back: the names and values of the cookies it was given. */
function cookiesOf(setCookie: readonly string[]): Headers {
  return new Headers({ cookie: setCookie.map((cookie) => cookie.split(';')[0]).join('; ') });
}

const namesOf = (setCookie: readonly string[]) => setCookie.map((cookie) => cookie.split('=')[0]);

describe.each(bothDatabases)('sign-in over $name', ({ open }) => {
  let under: StoresUnderTest;
  let authentication: Authentication;
  beforeAll(async () => {
    under = await openStoresUnderTest(open);
    authentication = openAuthentication({ pool: under.pool, secret, baseUrl, clock });
  }, 60_000);
  afterAll(() => under?.close());

  let people = 0;
  const someone = () => {
    people += 1;
    return authentication.createAccount({ name: `Person ${people}`, email: `p${people}@example.invalid` });
  };

  it('the sign-in library finds nothing to create or to add after our migrations', async () => {
    const options = signInOptions({ pool: under.pool, secret, baseUrl });
    const found = await getMigrations(options);
    const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = found;
    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      toBeAddedIndexes: [],
      schemaProblems: [],
    });
  });

  it('an invitation opens a session, once; the session ends when it is closed', async () => {
    const accountId = await someone();
    const { token, expiresAtMs } = await authentication.invite(accountId);
    expect(expiresAtMs).toBe(clock.now() + 72 * 3600_000);
    const session = await authentication.openSession(token, nobody);
    expect(session).toMatchObject({ accountId, name: 'Person 1' });
    const headers = cookiesOf(session.setCookie);
    const { sessionId } = session;
    expect(await authentication.sessionOf(headers)).toEqual({ accountId, name: 'Person 1', sessionId });

    const used = authentication.openSession(token, nobody);
    await expect(used).rejects.toMatchObject({ name: 'Refusal', code: 'invitation-invalid' });

    const forgotten = await authentication.closeSession(headers);
    expect(forgotten.some((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
    expect(await authentication.sessionOf(headers)).toBeNull();
  });

  it('cookies are out of reach of scripts and other sites, and secure where the hub is', async () => {
    const { token } = await authentication.invite(await someone());
    const { setCookie } = await authentication.openSession(token, nobody);
    for (const cookie of setCookie) expect(cookie).toMatch(/^hub\..*; HttpOnly; SameSite=Lax$/);
    expect(namesOf(setCookie)).toContain(sessionCookieName(baseUrl));

    const publicUrl = 'https://hub.example.invalid';
    const secure = openAuthentication({ pool: under.pool, secret, baseUrl: publicUrl, clock });
    const invitation = await secure.invite(await someone());
    const { setCookie: secured } = await secure.openSession(invitation.token, nobody);
    for (const cookie of secured)
      expect(cookie).toMatch(/^__Secure-hub\..*; HttpOnly; Secure; SameSite=Lax$/);
    expect(namesOf(secured)).toContain(sessionCookieName(publicUrl));
  });

  it('an expired or unknown invitation is refused', async () => {
    const { token } = await authentication.invite(await someone(), -1);
    const refusal = { name: 'Refusal', code: 'invitation-invalid' };
    await expect(authentication.openSession(token, nobody)).rejects.toMatchObject(refusal);
    await expect(authentication.openSession('nothing-like-a-token', nobody)).rejects.toMatchObject(refusal);
  });

  it('an invitation for an unknown account is refused', async () => {
    await expect(authentication.invite('unknown')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a cookie that somebody made up is nobody', async () => {
    const headers = new Headers({ cookie: 'hub.session_token=made-up.c2lnbmF0dXJl' });
    expect(await authentication.sessionOf(headers)).toBeNull();
  });

  it('the token of an invitation is not in the database', async () => {
    const { token } = await authentication.invite(await someone());
    const { rows } = await under.pool.query('select * from auth_verification');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('of twenty redemptions at once, through two servers, exactly one opens a session', async () => {
    const pool = openPool(under.url, openLog('silent'));
    const other = openAuthentication({ pool, secret, baseUrl, clock });
    const accountId = await someone();
    const { token } = await authentication.invite(accountId);
    const redemptions = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? authentication : other).openSession(token, nobody),
    );
    const settled = await Promise.allSettled(redemptions);
    await pool.end();
    const refused = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused).toEqual(Array(19).fill('invitation-invalid'));
    const { rows } = await under.pool.query('select id from auth_session where "userId" = $1', [accountId]);
    expect(rows).toHaveLength(1);
  });
});
