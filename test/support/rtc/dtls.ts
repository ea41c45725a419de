import { Handshake } from './dtls-handshake.ts';
import { MessageReader, messageType } from './dtls-messages.ts';
import { contentType, type Envelope, RecordLayer } from './dtls-records.ts';
import type { SrtpKeys } from './srtp-keys.ts';

type Needs = {
  send(datagram: Buffer): void;
  /** The server's certificate, as the hub's signalling names it. */
  fingerprint: string;
  /** The server has said goodbye. */
  onClosed(): void;
};

const firstPatienceMs = 250;
const longestPatienceMs = 1_000;
const closeNotify = Buffer.from([1, 0]);

/**
 * The client's side of DTLS 1.2 for SRTP (RFC 6347, 5764), with the one cipher suite that the media server takes from
 * every browser: ECDHE, ECDSA and AES-128-GCM. Ours, because Node has none and libraries take five times as long.
 */
export class DtlsClient {
  readonly #needs: Needs;
  readonly #handshake: Handshake;
  readonly #records = new RecordLayer();
  readonly #reader = new MessageReader();
  readonly #done = Promise.withResolvers<SrtpKeys>();
  #flight: Envelope[] = [];
  #timer: NodeJS.Timeout | undefined;
  #state: 'new' | 'shaking' | 'open' | 'closed' = 'new';

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#handshake = new Handshake(needs.fingerprint);
  }

  /** Resolves with the keys for SRTP. Says again what has got no answer, until `close`. */
  async handshake(): Promise<SrtpKeys> {
    if (this.#state !== 'new') throw new Error(`the DTLS session is ${this.#state}`);
    this.#state = 'shaking';
    this.#sendFlight([handshakeIn(0, this.#handshake.hello())]);
    return this.#done.promise;
  }

  receive(datagram: Buffer): void {
    try {
      for (const envelope of this.#records.open(datagram)) this.#read(envelope);
    } catch (error) {
      this.#end(error);
    }
  }

  /** Says goodbye, as a page that is left does; the hub then knows at once. */
  close(): void {
    if (this.#state === 'open') this.#send([{ type: contentType.alert, epoch: 1, body: closeNotify }]);
    this.#end(new Error('closed during the DTLS handshake'));
  }

  #read({ type, epoch, body }: Envelope): void {
    if (type === contentType.alert) this.#hearAlert(body);
    if (type !== contentType.handshake || this.#state !== 'shaking') return;
    for (const message of this.#reader.read(body)) {
      if (message.type === messageType.finished)
        this.#finish(epoch === 1 && this.#handshake.isFinishedBy(message));
      else if (this.#handshake.hear(message)) this.#answer();
    }
  }

  #answer(): void {
    const answer = this.#handshake.answer().map((message) => handshakeIn(0, message));
    const change = { type: contentType.changeCipherSpec, epoch: 0, body: Buffer.from([1]) };
    this.#records.protect(this.#handshake.recordKeys());
    this.#sendFlight([...answer, change, handshakeIn(1, this.#handshake.finished())]);
  }

  #finish(isRight: boolean): void {
    if (!isRight) throw new Error('the server ended another handshake than ours');
    clearTimeout(this.#timer);
    this.#state = 'open';
    this.#done.resolve(this.#handshake.srtpKeys());
  }

  #hearAlert(body: Buffer): void {
    const wasOpen = this.#state === 'open';
    this.#end(new Error(`the server ended DTLS with alert ${body.readUInt8(1)}`));
    if (wasOpen) this.#needs.onClosed();
  }

  #end(reason: unknown): void {
    clearTimeout(this.#timer);
    if (this.#state === 'shaking') this.#done.reject(reason);
    this.#state = 'closed';
  }

  #sendFlight(flight: Envelope[]): void {
    this.#flight = flight;
    this.#insist(firstPatienceMs);
  }

  #insist(patienceMs: number): void {
    clearTimeout(this.#timer);
    this.#send(this.#flight);
    const longerMs = Math.min(2 * patienceMs, longestPatienceMs);
    this.#timer = setTimeout(() => this.#insist(longerMs), patienceMs);
  }

  /** Everything we ever say at once fits into one datagram. */
  #send(envelopes: Envelope[]): void {
    this.#needs.send(Buffer.concat(envelopes.map((envelope) => this.#records.seal(envelope))));
  }
}

const handshakeIn = (epoch: number, body: Buffer): Envelope => ({ type: contentType.handshake, epoch, body });
