import { randomBytes } from 'node:crypto';
import { at, type Der, der, derIn, NotDer, tags } from './der.ts';

/** Asks a time-stamp authority (RFC 3161) when a hash was there at the latest. */

const sha256Oid = Buffer.from('608648016503040201', 'hex');
const answerWithinMs = 10_000;
const largestAnswerBytes = 64 * 1024;
const one = Buffer.from([1]);
const isTrue = Buffer.from([0xff]);

/** The authority did not give a time stamp for what it was asked. */
export class NoTimestamp extends Error {}

/**
 * A whole `TimeStampResp` for this SHA-256 (in hexadecimal). That it is about this hash and this request is checked; its
 * signature is the business of whoever relies on it.
 */
export async function timestampFor(hash: string, url: string): Promise<Buffer> {
  const nonce = randomBytes(8);
  // A first digit of 1 to 7: the shortest form of a positive number, as DER asks.
  nonce[0] = ((nonce[0] as number) & 0x3f) | 0x40;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: new Uint8Array(requestFor(hash, nonce)),
    signal: AbortSignal.timeout(answerWithinMs),
  });
  if (!response.ok) throw new NoTimestamp(`the authority answered ${response.status}`);
  const answer = await readAnswer(response);
  assertAnswers(answer, { imprint: Buffer.from(hash, 'hex'), nonce });
  return answer;
}

function requestFor(hash: string, nonce: Buffer): Buffer {
  const algorithm = der(tags.sequence, der(tags.oid, sha256Oid), der(tags.null));
  const imprint = der(tags.sequence, algorithm, der(tags.octets, Buffer.from(hash, 'hex')));
  const isWithCertificate = der(tags.boolean, isTrue);
  return der(tags.sequence, der(tags.integer, one), imprint, der(tags.integer, nonce), isWithCertificate);
}

async function readAnswer(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    length += part.length;
    if (length > largestAnswerBytes) throw new NoTimestamp('the answer is too large');
  }
  return Buffer.concat(parts);
}

type Asked = { imprint: Buffer; nonce: Buffer };

function assertAnswers(answer: Buffer, { imprint, nonce }: Asked): void {
  try {
    const [status, token] = within(derIn(answer), 0);
    const granted = at(derIn(status?.content ?? Buffer.alloc(0)), 0, tags.integer);
    if (granted.length !== 1 || (granted[0] as number) > 1) throw new NoTimestamp('it was not granted');
    const info = infoIn(token);
    const found = at(derIn(at(info, 2, tags.sequence)), 1, tags.octets);
    if (!found.equals(imprint)) throw new NoTimestamp('it is about something else');
    const isOurs = info.some(({ tag, content }) => tag === tags.integer && content.equals(nonce));
    if (!isOurs) throw new NoTimestamp('it answers another request');
  } catch (error) {
    throw error instanceof NotDer ? new NoTimestamp('what came is no time stamp', { cause: error }) : error;
  }
}

/** ContentInfo, SignedData, EncapsulatedContentInfo: in there lies what the authority signed, a `TSTInfo`. */
function infoIn(token: Der | undefined): Der[] {
  if (token === undefined) throw new NoTimestamp('there is no token');
  const signedData = within(derIn(at(derIn(token.content), 1, tags.explicit0)), 0);
  const content = derIn(at(signedData, 2, tags.sequence));
  return within(derIn(at(derIn(at(content, 1, tags.explicit0)), 0, tags.octets)), 0);
}

const within = (values: readonly Der[], index: number): Der[] => derIn(at(values, index, tags.sequence));
