import { randomBytes } from 'node:crypto';
import { bindingCheck, type IceCredentials, isYesTo } from './stun.ts';

const firstPatienceMs = 100;
const longestPatienceMs = 800;

/** The controlling side of ICE towards a server that is ICE-lite: it asks, the server follows to wherever it asks from. */
export class Ice {
  readonly #send: (packet: Buffer) => void;
  #credentials: IceCredentials;
  #ownFragment = newFragment();
  #check: Buffer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #nominated: PromiseWithResolvers<void> | undefined;
  #keptAlive: Buffer | undefined;
  #isClosed = false;

  constructor(credentials: IceCredentials, send: (packet: Buffer) => void) {
    this.#credentials = credentials;
    this.#send = send;
  }

  /** From here on the path is asked for under these credentials. */
  restart(credentials: IceCredentials): void {
    this.#credentials = credentials;
    this.#ownFragment = newFragment();
  }

  /** Asks until the server says yes on the path as it now is, or until `close`. */
  async nominate(): Promise<void> {
    if (this.#isClosed) throw new Error('closed');
    this.#nominated?.reject(new Error('asked anew'));
    this.#nominated = Promise.withResolvers();
    this.#insist(firstPatienceMs);
    await this.#nominated.promise;
  }

  /** Says once that we still want to receive here (RFC 7675); a server that hears nothing for 10 s stops. */
  keepAlive(): void {
    if (this.#nominated !== undefined) return;
    this.#keptAlive = bindingCheck(this.#credentials, this.#ownFragment);
    this.#send(this.#keptAlive);
  }

  /** What we said last to keep the path is not answered yet. */
  get isUnanswered(): boolean {
    return this.#keptAlive !== undefined;
  }

  receive(packet: Buffer): void {
    if (this.#keptAlive !== undefined && isYesTo(packet, this.#keptAlive)) this.#keptAlive = undefined;
    if (this.#check === undefined || !isYesTo(packet, this.#check)) return;
    this.#settle().resolve?.();
  }

  close(reason: Error): void {
    this.#isClosed = true;
    this.#settle().reject?.(reason);
  }

  #insist(patienceMs: number): void {
    clearTimeout(this.#timer);
    this.#check ??= bindingCheck(this.#credentials, this.#ownFragment);
    this.#send(this.#check);
    const longerMs = Math.min(2 * patienceMs, longestPatienceMs);
    this.#timer = setTimeout(() => this.#insist(longerMs), patienceMs);
  }

  #settle(): Partial<PromiseWithResolvers<void>> {
    clearTimeout(this.#timer);
    const nominated = this.#nominated;
    this.#check = undefined;
    this.#nominated = undefined;
    return nominated ?? {};
  }
}

const newFragment = (): string => randomBytes(6).toString('hex');
