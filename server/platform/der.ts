/** As much of DER (X.690) as a time-stamp request and its answer need. */

/** One value: its tag, its content, and the values inside where it is made of such. */
export type Der = { tag: number; content: Buffer };

export const tags = { boolean: 1, integer: 2, octets: 4, null: 5, oid: 6, sequence: 0x30, explicit0: 0xa0 };

/** What is written down is no DER, or not the value that was expected there. */
export class NotDer extends Error {}

export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length < 0x100 ? 2 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** The values that stand one behind the other in these bytes. */
export function derIn(bytes: Buffer): Der[] {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, length } = sizeAt(bytes, at);
    if (start + length > bytes.length) throw new NotDer('a value is cut off');
    values.push({ tag: bytes[at] as number, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

function sizeAt(bytes: Buffer, at: number): { start: number; length: number } {
  const first = bytes[at + 1];
  if (first === undefined) throw new NotDer('a length is missing');
  if (first < 0x80) return { start: at + 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > bytes.length) throw new NotDer('no length');
  return { start: at + 2 + count, length: bytes.readUIntBE(at + 2, count) };
}

/** The value at this place, which must have this tag. */
export function at(values: readonly Der[], index: number, tag: number): Buffer {
  const value = values[index];
  if (value?.tag !== tag) throw new NotDer(`tag ${value?.tag} where ${tag} is expected`);
  return value.content;
}
