/** What a file is, by its own bytes (rule FILE-1). */
import type { MediaType } from '../protocol/attachments.ts';

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52];
const jpeg = [0xff, 0xd8, 0xff];
const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d];

const beginnings: readonly (readonly [MediaType, readonly number[]])[] = [
  ['image/png', png],
  ['image/jpeg', jpeg],
  ['application/pdf', pdf],
];

/** Null for everything that is not taken, whatever it is called. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const found = beginnings.find(([, beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  return found?.[0] ?? null;
}
