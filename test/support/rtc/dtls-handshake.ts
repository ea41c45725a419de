import { createECDH, createHash, randomBytes, sign, verify, X509Certificate } from 'node:crypto';
import { fingerprintOf, ownCertificate } from './certificate.ts';
import {
  finished,
  masterSecret,
  type Randoms,
  type RecordKeys,
  recordKeys,
  srtpMaterial,
} from './dtls-keys.ts';
import * as messages from './dtls-messages.ts';
import { type SrtpKeys, splitMaterial, srtpMaterialLength } from './srtp-keys.ts';

const { messageType } = messages;

/** What both sides say and compute while a DTLS client and its server get to know each other; no network in it. */
export class Handshake {
  readonly #fingerprint: string;
  readonly #transcript: Buffer[] = [];
  readonly #secret = createECDH('prime256v1');
  readonly #randoms: Randoms = { client: randomBytes(32), server: Buffer.alloc(0) };
  #certificate: X509Certificate | undefined;
  #serverPoint: Buffer = Buffer.alloc(0);
  #srtpProfile = 0;
  #master: Buffer = Buffer.alloc(0);
  #said = 0;

  /** `fingerprint`: the server's certificate, as the hub's signalling names it. */
  constructor(fingerprint: string) {
    this.#fingerprint = fingerprint;
  }

  hello(): Buffer {
    return this.#say(messageType.clientHello, messages.clientHello(this.#randoms.client));
  }

  /** Takes the server's next message. True when it is our turn: then `answer`. */
  hear(message: messages.Message): boolean {
    const { type, body } = message;
    this.#transcript.push(messages.encode(message));
    if (type === messageType.serverHello) this.#greet(body);
    if (type === messageType.certificate) this.#recognise(body);
    if (type === messageType.serverKeyExchange) this.#agree(body);
    return type === messageType.serverHelloDone;
  }

  /** Our certificate, our share of the secret, and the proof that the certificate is ours. */
  answer(): Buffer[] {
    const own = ownCertificate();
    const certificate = this.#say(messageType.certificate, messages.certificateMessage(own));
    const point = this.#secret.generateKeys();
    const share = this.#say(messageType.clientKeyExchange, messages.keyExchangeMessage(point));
    this.#master = masterSecret(this.#secret.computeSecret(this.#serverPoint), this.#digest());
    const signature = sign('sha256', Buffer.concat(this.#transcript), own.key);
    const proof = this.#say(messageType.certificateVerify, messages.verifyMessage(signature));
    return [certificate, share, proof];
  }

  recordKeys(): RecordKeys {
    return recordKeys(this.#master, this.#randoms);
  }

  finished(): Buffer {
    return this.#say(messageType.finished, finished(this.#master, 'client', this.#digest()));
  }

  /** Has the server heard what we said, and said what we heard? */
  isFinishedBy({ body }: messages.Message): boolean {
    return body.equals(finished(this.#master, 'server', this.#digest()));
  }

  srtpKeys(): SrtpKeys {
    const length = srtpMaterialLength(this.#srtpProfile);
    return splitMaterial(srtpMaterial(this.#master, this.#randoms, length));
  }

  #say(type: number, body: Buffer): Buffer {
    const message = messages.encode({ type, number: this.#said, body });
    this.#said += 1;
    this.#transcript.push(message);
    return message;
  }

  #greet(body: Buffer): void {
    const { random, srtpProfile } = messages.readServerHello(body);
    this.#randoms.server = random;
    this.#srtpProfile = srtpProfile;
  }

  #recognise(body: Buffer): void {
    const der = messages.readCertificate(body);
    if (fingerprintOf(der) !== this.#fingerprint) throw new Error('not the certificate that the hub named');
    this.#certificate = new X509Certificate(der);
  }

  #agree(body: Buffer): void {
    const { point, signed, signature } = messages.readKeyExchange(body);
    const { client, server } = this.#randoms;
    const key = this.#certificate?.publicKey;
    if (key === undefined || !verify('sha256', Buffer.concat([client, server, signed]), key, signature))
      throw new Error('the key exchange is not signed by the server');
    this.#serverPoint = point;
  }

  #digest(): Buffer {
    const hash = createHash('sha256');
    for (const message of this.#transcript) hash.update(message);
    return hash.digest();
  }
}
