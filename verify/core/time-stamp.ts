/** RFC 3161, as far as it goes without certificates: which hash a time-stamp is about, and the instant that it says. */
import { bytesOf, fieldsOf, wholeOf } from './fields.ts';
import type { NotSound, ProblemCode } from './problem.ts';

type Wrong = (code: ProblemCode, detail: string) => NotSound;

/** SEQUENCE of the algorithm SHA-256, and the beginning of an OCTET STRING of 32 bytes, as they stand in a TSTInfo. */
const sha256Imprint = '300b0609608648016503040201';
const sha256ImprintWithNull = '300d06096086480165030402010500';

/** The instant at which the authority says it was. Whether it was that authority, `openssl ts -verify` says. */
export function timeStampOf(record: unknown, hashes: ReadonlyMap<number, string>, wrong: Wrong): number {
  const { sequence, response } = read(record, wrong);
  const hash = hashes.get(sequence);
  if (hash === undefined) throw wrong('time-stamp', `checkpoint ${sequence} is not in this bundle`);
  const at = [sha256Imprint, sha256ImprintWithNull]
    .map((algorithm) => response.indexOf(`${algorithm}0420${hash}`))
    .find((place) => place >= 0);
  if (at === undefined) throw wrong('time-stamp', `it is not about checkpoint ${sequence}`);
  const atMs = instantAfter(response.slice(at));
  if (atMs === null) throw wrong('time-stamp', `that of checkpoint ${sequence} says no time`);
  return atMs;
}

function read(record: unknown, wrong: Wrong): { sequence: number; response: string } {
  try {
    const fields = fieldsOf(record, ['checkpointSequence', 'response']);
    const hex = Array.from(bytesOf(fields, 'response'), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
    return { sequence: wholeOf(fields, 'checkpointSequence'), response: hex };
  } catch (error) {
    throw wrong('time-stamp', String(error));
  }
}

/** The first GeneralizedTime in this DER: `genTime` comes after the imprint. */
function instantAfter(der: string): number | null {
  const digits = /18(?:0f|1[0-9a-f])((?:3[0-9]){14})/.exec(der)?.[1];
  if (!digits) return null;
  const text = digits.replaceAll(/3([0-9])/g, '$1');
  const [, year, month, day, hour, minute, second] = /(....)(..)(..)(..)(..)(..)/.exec(
    text,
  ) as unknown as string[];
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}
