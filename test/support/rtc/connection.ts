import type { DtlsParameters, TransportOffer } from '../../../server/protocol/media.ts';
import { reportBeat } from './beat.ts';
import { ownCertificate } from './certificate.ts';
import { DtlsClient } from './dtls.ts';
import { Ice } from './ice.ts';
import { Srtp } from './srtp.ts';
import { type IceCredentials, isStun } from './stun.ts';
import { type MediaAddress, openWire, type Via, type Wire } from './wire.ts';

export type Path = {
  via: Via;
  /** Leads elsewhere what would go to the media port: through an impairing proxy, say. */
  through(address: MediaAddress): MediaAddress | Promise<MediaAddress>;
  /** How long opening may take. */
  withinMs: number;
};

type Needs = Path & {
  offer: TransportOffer;
  /** Tells the hub our side of DTLS. */
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
};

const keepAliveMs = 2_500;
/** A browser asks again sooner where it got no answer, so that a poor line is not taken for a dead one. */
const keepAliveAgainMs = 900;

/** One transport's real connection: ICE, DTLS and SRTP over one socket. It goes on while its address changes. */
export class Connection {
  readonly #address: MediaAddress;
  readonly #ice: Ice;
  readonly #dtls: DtlsClient;
  #wire: Wire | undefined;
  #srtp: Srtp | undefined;
  #leaveBeat: (() => void) | undefined;
  #keptAliveAtMs = 0;
  #isClosed = false;
  onRtp: (packet: Buffer) => void = () => {};
  onRtcp: (packet: Buffer) => void = () => {};
  /** The server has ended the connection. */
  onClosed: () => void = () => {};

  /** Rejects with what the hub refused, or when there is no connection in time. */
  static async open(needs: Needs): Promise<Connection> {
    const { offer, via, through, withinMs } = needs;
    const connection = new Connection(offer, await through(addressOf(offer, via)));
    const late = Promise.withResolvers<never>();
    const limit = setTimeout(
      () => late.reject(new Error(`no media connection within ${withinMs} ms`)),
      withinMs,
    );
    try {
      await Promise.race([connection.#open(needs), late.promise]);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  private constructor(offer: TransportOffer, address: MediaAddress) {
    this.#address = address;
    const send = (packet: Buffer) => this.#wire?.send(packet);
    this.#ice = new Ice(offer.iceParameters, send);
    this.#dtls = new DtlsClient({
      send,
      fingerprint: fingerprintIn(offer),
      onClosed: () => {
        this.close();
        this.onClosed();
      },
    });
  }

  get localPort(): number {
    return this.#wire?.localPort ?? 0;
  }

  sendRtp(packet: Buffer): void {
    if (this.#srtp !== undefined) this.#wire?.send(this.#srtp.sealRtp(packet));
  }

  sendRtcp(packet: Buffer): void {
    if (this.#srtp !== undefined) this.#wire?.send(this.#srtp.sealRtcp(packet));
  }

  /** The same path under new credentials. Resolves when the server has taken it. */
  async restartIce(credentials: IceCredentials): Promise<void> {
    this.#ice.restart(credentials);
    await this.#ice.nominate();
  }

  /** Another local address, as after Wi-Fi is lost. Resolves when the server has followed. */
  async rebind(): Promise<void> {
    this.#wire?.close();
    this.#wire = undefined;
    await this.#openWire();
    await this.#ice.nominate();
  }

  close(): void {
    this.#dtls.close();
    this.vanish();
  }

  /** Ends without goodbye, as when a device loses its power. */
  vanish(): void {
    this.#isClosed = true;
    this.#leaveBeat?.();
    this.#ice.close(new Error('closed before the server took the path'));
    this.#wire?.close();
    this.#wire = undefined;
  }

  async #open({ connect }: Needs): Promise<void> {
    await this.#openWire();
    const fingerprints = [{ algorithm: 'sha-256' as const, value: ownCertificate().fingerprint }];
    await Promise.all([this.#ice.nominate(), connect({ role: 'client', fingerprints })]);
    this.#srtp = new Srtp(await this.#dtls.handshake());
    this.#leaveBeat = reportBeat.follow((nowMs) => this.#keepAlive(nowMs));
  }

  async #openWire(): Promise<void> {
    const wire = await openWire(this.#address, (packet) => this.#receive(packet));
    if (this.#isClosed) wire.close();
    else this.#wire = wire;
  }

  /** What it is shows in its first byte (RFC 7983); RTCP in its second (RFC 5761). */
  #receive(packet: Buffer): void {
    const first = packet.at(0) ?? 0;
    if (first >= 20 && first < 64) this.#dtls.receive(packet);
    else if (isStun(packet)) this.#ice.receive(packet);
    else if (first >= 128 && first < 192 && packet.length >= 12) this.#receiveMedia(packet);
  }

  #receiveMedia(sealed: Buffer): void {
    const type = sealed.readUInt8(1);
    const isRtcp = type >= 192 && type < 224;
    const packet = isRtcp ? this.#srtp?.openRtcp(sealed) : this.#srtp?.openRtp(sealed);
    if (packet === undefined) return;
    if (isRtcp) this.onRtcp(packet);
    else this.onRtp(packet);
  }

  #keepAlive(nowMs: number): void {
    const waitMs = this.#ice.isUnanswered ? keepAliveAgainMs : keepAliveMs;
    if (nowMs - this.#keptAliveAtMs < waitMs) return;
    this.#keptAliveAtMs = nowMs;
    this.#ice.keepAlive();
  }
}

function addressOf(offer: TransportOffer, via: Via): MediaAddress {
  const candidate = offer.iceCandidates.find(({ protocol }) => protocol === via);
  if (candidate === undefined) throw new Error(`the hub offers no ${via}`);
  return { via, host: candidate.address, port: candidate.port };
}

function fingerprintIn({ dtlsParameters }: TransportOffer): string {
  const { fingerprints } = dtlsParameters as { fingerprints: { algorithm: string; value: string }[] };
  const found = fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  if (found === undefined) throw new Error('the hub names no sha-256 fingerprint');
  return found.value;
}
