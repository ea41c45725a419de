import { signIn } from '../../../test/support/hub.ts';
import { addPasskey, type SoftPasskey, showAgain } from '../../../test/support/passkey.ts';
import { Visitor } from '../visitor.ts';

/** A decision asks for a passkey shown within five minutes. */
const freshMs = 240_000;

/** `nowMs`: what the hub's clock shows. */
type Clocked = { url: string; nowMs: number };

/** Somebody with an account, who came in by invitation and proves themselves by passkey before they decide. */
export class Account {
  readonly cookie: string;
  readonly visitor: Visitor;
  readonly #hub: Clocked;
  #passkey: SoftPasskey | undefined;
  #shownAtMs = Number.NEGATIVE_INFINITY;

  /** `link`: an invitation. */
  static async enter(hub: Clocked, link: string): Promise<Account> {
    return new Account(hub, await signIn(hub.url, link.split('#')[1] ?? ''));
  }

  private constructor(hub: Clocked, cookie: string) {
    this.#hub = hub;
    this.cookie = cookie;
    this.visitor = new Visitor(hub.url, cookie);
  }

  /** Hands the passkey over to a browser; this account decides there from now on. */
  async passkeyFor(site: string) {
    this.#passkey ??= await addPasskey(this.#hub.url, this.cookie);
    return this.#passkey.forBrowser(site);
  }

  /** Who may decide now. */
  async deciding(): Promise<Visitor> {
    const { url, nowMs } = this.#hub;
    this.#passkey ??= await addPasskey(url, this.cookie);
    if (nowMs - this.#shownAtMs > freshMs) {
      await showAgain(url, this.cookie, this.#passkey);
      this.#shownAtMs = nowMs;
    }
    return this.visitor;
  }
}
