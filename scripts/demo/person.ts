import type { BrowserContext, Locator, Page } from 'playwright-core';
import { Visitor } from './visitor.ts';

const pageWithinMs = 20_000;

/** Somebody at a browser, who does only what a person can: open a link, press a button, look. */
export class Person {
  readonly name: string;
  readonly page: Page;
  readonly #profile: BrowserContext;

  static async at(
    profile: BrowserContext,
    name: string,
    onTrouble: (trouble: string) => void,
  ): Promise<Person> {
    const page = await profile.newPage();
    page.setDefaultTimeout(pageWithinMs);
    page.on('pageerror', (error) => onTrouble(`the page of ${name} failed: ${error.message}`));
    return new Person(profile, page, name);
  }

  private constructor(profile: BrowserContext, page: Page, name: string) {
    this.#profile = profile;
    this.page = page;
    this.name = name;
  }

  button(testId: string): Locator {
    return this.page.getByTestId(testId).and(this.page.locator(':enabled'));
  }

  async press(testId: string): Promise<void> {
    await this.button(testId).click();
  }

  /** Opens an invitation link and presses the one button of its page; ends where the person's role begins. */
  async signIn(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.locator('main button').click();
    await this.page.waitForURL((address) => address.pathname !== '/enter');
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(path, { waitUntil: 'networkidle' });
  }

  /** Goes to another page by a link of this one. */
  async follow(path: string): Promise<void> {
    await this.page.locator(`main a[href="${path}"]`).first().click();
    await this.page.waitForURL(`**${path}`);
    await this.page.locator('main h1').first().waitFor();
  }

  /** The same person asking the hub without a page. */
  async asVisitor(): Promise<Visitor> {
    const cookies = await this.#profile.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return new Visitor(new URL(this.page.url()).origin, cookie);
  }
}
