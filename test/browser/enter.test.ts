import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, Person } from '../support/browser.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const opened = new AsyncDisposableStack();
let hub: TestHub;
let person: Person;

beforeAll(async () => {
  const browser = opened.adopt(await openBrowser(), (each) => each.close());
  hub = opened.use(await openTestHub());
  person = opened.use(await Person.open(browser, { url: hub.url, language: 'en' }));
}, 120_000);
afterAll(() => opened.disposeAsync());

describe('an invitation, as a person uses it', { timeout: 60_000 }, () => {
  let token: string;
  const signIn = () => person.page.getByRole('button', { name: 'Sign in' }).click();

  it('is not used by looking at the page, and leads with one click to the own page, signed in everywhere on it', async () => {
    ({ token } = await hub.authentication.invite(hub.moderatorId));
    await person.goTo(`/enter#${token}`);
    // What is under way when a page is left counts as failed.
    await person.page.waitForLoadState('networkidle');
    await person.page.reload();
    await signIn();
    await person.page.waitForURL('**/moderator');
    await person.page.getByRole('button', { name: 'Sign out' }).waitFor();
    await person.page.getByRole('link', { name: 'Moderating' }).waitFor();
    expect(person.troubles).toEqual([]);
  });

  it('signing out leaves nothing of the person on the page', async () => {
    await person.page.getByRole('button', { name: 'Sign out' }).click();
    await person.page.getByRole('button', { name: 'Sign out' }).waitFor({ state: 'detached' });
    expect(new URL(person.page.url()).pathname).toBe('/');
  });

  it('a used one is refused in words, and asks for a new one', async () => {
    await person.goTo(`/enter#${token}`);
    await signIn();
    const said = await person.page.getByRole('alert').textContent();
    expect(said?.trim().length).toBeGreaterThan(20);
    expect(said).not.toContain('invitation-invalid');
  });
});
