import { signIn } from '../../../test/support/hub.ts';
import { addPasskey, type SoftPasskey, showAgain } from '../../../test/support/passkey.ts';
import { Visitor } from '../visitor.ts';

/** A decision asks for a passkey shown within five minutes. */
const freshMs = 240_000;

/** Somebody with an account, who came in by invitation and proves themselves by passkey before they decide. */
export class Account {
  readonly cookie: string;
  readonly visitor: Visitor;
  readonly #url: string;
  #passkey: SoftPasskey | undefined;
  #shownAtMs = Number.NEGATIVE_INFINITY;

  /** `link`: an invitation. */
  static async enter(url: string, link: string): Promise<Account> {
    return new Account(url, await signIn(url, link.split('#')[1] ?? ''));
  }

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.cookie = cookie;
    this.visitor = new Visitor(url, cookie);
  }

  /** Who may decide now. */
  async deciding(): Promise<Visitor> {
    this.#passkey ??= await addPasskey(this.#url, this.cookie);
    if (performance.now() - this.#shownAtMs > freshMs) {
      await showAgain(this.#url, this.cookie, this.#passkey);
      this.#shownAtMs = performance.now();
    }
    return this.visitor;
  }
}
