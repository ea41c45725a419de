import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { looksRightEverywhere } from './looks.ts';

const phone = 360;

describe('passkeys, as people use them', { timeout: 120_000 }, () => {
  const opened = new AsyncDisposableStack();
  let browser: Browser;
  let hub: TestHub;

  beforeAll(async () => {
    browser = opened.adopt(await openBrowser(), (each) => each.close());
    hub = opened.use(await openTestHub());
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  /** A person whose device keeps passkeys, and says yes whenever it is asked. */
  async function withDevice(cookie?: string): Promise<Person> {
    const person = opened.use(
      await Person.open(browser, { url: hub.url, language: 'en', ...(cookie ? { cookie } : {}) }),
    );
    const control = await person.page.context().newCDPSession(person.page);
    await control.send('WebAuthn.enable');
    await control.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    return person;
  }

  it('SIGN-1 whoever came in by invitation is offered a passkey, and comes in with it the next time', async () => {
    const { page, goTo } = bound(await withDevice());
    const { token } = await hub.authentication.invite(hub.moderatorId);
    await goTo(`/enter#${token}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/moderator');
    await page.getByTestId('passkey-offer').getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByTestId('passkey-offer').waitFor({ state: 'detached' });
    expect(await hub.stores.passkeys.of(hub.moderatorId)).toHaveLength(1);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL('**/moderator');
    const [newest] = await hub.stores.signIns.of(hub.moderatorId);
    expect(newest).toMatchObject({ method: 'passkey', outcome: 'done' });
  });

  it('SIGN-3 a decision asks for the passkey, has one made where there is none, and is then done without loss', async () => {
    const organiserId = await hub.accountOf('organiser');
    const victim = hub.candidates[1]?.accountId as string;
    const victimsCookie = await hub.signIn(victim);
    const { page, goTo } = bound(await withDevice(await hub.signIn(organiserId)));
    await goTo('/organiser/access');
    const name = (await hub.authentication.sessionOf(new Headers({ cookie: victimsCookie })))?.name as string;
    await page.getByRole('button', { name: `Change the access of ${name}` }).click();
    await page.getByRole('textbox').fill('The device was stolen.');
    await page.getByRole('button', { name: 'Sign them out everywhere' }).click();
    const proof = page.getByTestId('proof');
    await proof.getByRole('button', { name: 'Show passkey' }).click();
    await proof.getByRole('button', { name: 'Make a passkey' }).click();
    await proof.getByRole('button', { name: 'Show passkey' }).click();
    await proof.waitFor({ state: 'detached' });
    await page.getByRole('textbox').waitFor({ state: 'detached' });
    expect(await hub.authentication.sessionOf(new Headers({ cookie: victimsCookie }))).toBeNull();
    const taken = (await hub.stores.revocations.after(0)).at(-1);
    expect(taken).toMatchObject({
      accountId: victim,
      reason: 'The device was stolen.',
      revokedBy: organiserId,
    });
  });

  it('SIGN-3 whoever shows no passkey decides nothing, and is told so', async () => {
    const before = await hub.stores.revocations.newest();
    const moderator = await hub.signIn(hub.moderatorId);
    const organiser = await hub.signIn(await hub.accountOf('organiser'));
    const { page, goTo } = bound(await withDevice(organiser));
    await goTo('/organiser/access');
    const name = (await hub.authentication.sessionOf(new Headers({ cookie: moderator })))?.name as string;
    await page.getByRole('button', { name: `Change the access of ${name}` }).click();
    await page.getByRole('textbox').fill('A whim.');
    await page.getByRole('button', { name: 'Bar them' }).click();
    await page.getByTestId('proof').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('alert').waitFor();
    expect(await hub.stores.revocations.newest()).toBe(before);
  });

  it.each(['/enter', '/account', '/organiser/access'])(
    '%s reads well on a phone, in every language',
    async (path) => {
      const cookie = path === '/enter' ? {} : { cookie: await hub.signInFresh(await accountFor(path)) };
      const person = opened.use(await Person.open(browser, { url: hub.url, width: phone, ...cookie }));
      await person.goTo(path);
      if (path !== '/enter') await person.page.locator('.sign-ins').waitFor();
      await looksRightEverywhere(person);
    },
  );

  // The organiser has a passkey of another device already, and the software one is refused without it.
  const accountFor = async (path: string) =>
    path === '/account' ? (hub.candidates[0]?.accountId as string) : freshOrganiser();

  async function freshOrganiser(): Promise<string> {
    const organiserId = await hub.accountOf('organiser');
    await hub.stores.revocations.forgetPasskeys(organiserId);
    return organiserId;
  }
});

const bound = (person: Person) => ({ page: person.page, goTo: (path: string) => person.goTo(path) });
