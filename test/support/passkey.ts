import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type {
  Assertion,
  CreationOptions,
  NewCredential,
  RequestOptions,
} from '../../server/protocol/passkeys.ts';

const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
const isPresent = 1;
const isVerified = 4;
const hasCredential = 64;

/** What a wrong device would do differently. */
export type Quirks = Partial<{
  origin: string;
  site: string;
  challenge: string;
  isVerifying: boolean;
  /** What the counter says; without it, one more than the last time. */
  counter: number;
  type: string;
}>;

/** A passkey in software: real keys and real signatures by the WebAuthn format, without a person or a browser. */
export class SoftPasskey {
  readonly id = randomBytes(16).toString('base64url');
  readonly #origin: string;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** As a browser's virtual authenticator takes it; from there on its counter counts. */
  forBrowser(rpId: string) {
    const privateKey = this.#keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const credentialId = Buffer.from(this.id, 'base64url').toString('base64');
    return { credentialId, privateKey, rpId, isResidentCredential: false, signCount: this.#counter };
  }

  make({ challenge, rp }: CreationOptions, quirks: Quirks = {}): NewCredential {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array<ArrayBuffer>>([
        ...([
          [1, 2],
          [3, -7],
          [-1, 1],
        ] as const),
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const told = Buffer.concat([this.#head(rp.id, hasCredential, quirks), Buffer.alloc(16), length, id, key]);
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(told)],
      ]) as Parameters<typeof isoCBOR.encode>[0],
    );
    return {
      ...this.#names,
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, quirks).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  show({ challenge, rpId }: RequestOptions, quirks: Quirks = {}): Assertion {
    const clientData = this.#clientData('webauthn.get', challenge, quirks);
    const head = this.#head(rpId, 0, quirks);
    const signature = createSign('sha256')
      .update(head)
      .update(sha256(clientData))
      .sign(this.#keys.privateKey);
    return {
      ...this.#names,
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: head.toString('base64url'),
        signature: signature.toString('base64url'),
      },
    };
  }

  get #names() {
    return { id: this.id, rawId: this.id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  #clientData(type: string, challenge: string, quirks: Quirks): Buffer {
    return json({ type, challenge, origin: this.#origin, crossOrigin: false, ...only(quirks) });
  }

  /** The site, what the person did, and how often this passkey was shown. */
  #head(site: string, more: number, quirks: Quirks): Buffer {
    this.#counter = quirks.counter ?? this.#counter + 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const flags = isPresent | (quirks.isVerifying === false ? 0 : isVerified) | more;
    return Buffer.concat([sha256(quirks.site ?? site), Buffer.from([flags]), counter]);
  }
}

/** The quirks that stand in what the browser says of itself. */
function only({ origin, challenge, type }: Quirks): object {
  return { ...(origin && { origin }), ...(challenge && { challenge }), ...(type && { type }) };
}

/** One call of the API as a page makes it; throws the refusal's code. */
export async function post<T>(
  url: string,
  path: string,
  call: { cookie?: string; body?: object },
): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie: call.cookie ?? '' },
    body: JSON.stringify(call.body ?? {}),
  });
  const answer = (await response.json()) as T & { code?: string };
  if (!response.ok) throw new Error(answer.code);
  return answer;
}

/** Registers a new passkey for whoever this cookie is. */
export async function addPasskey(url: string, cookie: string, quirks?: Quirks): Promise<SoftPasskey> {
  const passkey = new SoftPasskey(url);
  const options = await post<CreationOptions>(url, '/api/account/passkeys/options', { cookie });
  const credential = passkey.make(options, quirks);
  await post(url, '/api/account/passkeys', { cookie, body: { name: 'Test key', credential } });
  return passkey;
}

/** Shows the passkey in a session that stands: from now on it may decide. */
export async function showAgain(
  url: string,
  cookie: string,
  passkey: SoftPasskey,
  quirks?: Quirks,
): Promise<void> {
  const options = await post<RequestOptions>(url, '/api/sign-in/again/options', { cookie });
  await post(url, '/api/sign-in/again', { cookie, body: { credential: passkey.show(options, quirks) } });
}

/** Opens a session by passkey alone; resolves to its cookie. */
export async function signInByPasskey(url: string, passkey: SoftPasskey, quirks?: Quirks): Promise<string> {
  const options = await post<RequestOptions>(url, '/api/sign-in/options', {});
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ credential: passkey.show(options, quirks) }),
  });
  if (!response.ok) throw new Error(((await response.json()) as { code: string }).code);
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
