import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Account } from './account.ts';

const pageWithinMs = 30_000;

type Vote = { choice: string; reason: string };

/** A member of the committee at a browser that holds their passkey; does only what a person can. */
export class MemberPage {
  readonly #page: Page;

  /** `baseUrl` is the hub's; the page speaks English. */
  static async open(
    browser: Browser,
    { account, baseUrl }: { account: Account; baseUrl: string },
  ): Promise<MemberPage> {
    const viewport = { width: 1280, height: 900 };
    const profile = await browser.newContext({ baseURL: baseUrl, locale: 'en', viewport });
    await profile.addCookies(
      account.cookie.split('; ').map((each) => {
        const [name = '', ...value] = each.split('=');
        return { name, value: value.join('='), url: baseUrl };
      }),
    );
    const page = await profile.newPage();
    page.setDefaultTimeout(pageWithinMs);
    const devtools = await profile.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const credential = await account.passkeyFor(new URL(baseUrl).hostname);
    await devtools.send('WebAuthn.addCredential', { authenticatorId, credential });
    return new MemberPage(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  async vote(caseId: string, { choice, reason }: Vote): Promise<void> {
    await this.#begin(caseId, 'vote');
    await this.#page.locator('.choice-option', { hasText: choice }).click();
    await this.#page.locator('.case-acts textarea').fill(reason);
    await this.#send('vote');
  }

  async decide(caseId: string): Promise<void> {
    await this.#begin(caseId, 'decide');
    await this.#send('decide');
  }

  async publish(caseId: string, words: string): Promise<void> {
    await this.#begin(caseId, 'publish');
    await this.#page.locator('.case-acts textarea').fill(words);
    await this.#send('publish');
  }

  async photograph(folder: string, name: string): Promise<void> {
    await this.#page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  async #begin(caseId: string, act: string): Promise<void> {
    await this.#page.goto(`/committee/cases/${caseId}`);
    const button = this.#page.getByTestId(`act-${act}`);
    await button.waitFor();
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  }

  /** Shows the passkey where the hub asks for it, and waits until the act is done. */
  async #send(act: string): Promise<void> {
    await this.#page.locator('.case-acts button[type=submit]').click();
    const proof = this.#page.getByTestId('proof');
    const isDone = this.#page.getByTestId(`act-${act}`).waitFor({ state: 'detached' });
    const isAsked = proof.waitFor().then(() => proof.getByRole('button').first().click());
    await Promise.race([isDone, isAsked.catch(() => isDone)]);
    await isDone;
  }
}
