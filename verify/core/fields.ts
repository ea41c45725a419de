/** Reading what JSON gave: each field is of the form that the format says, or `BadForm` names it. */

export type Fields = Record<string, unknown>;

class BadForm extends Error {}

export function fieldsOf(value: unknown, names?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadForm('not an object');
  const fields = value as Fields;
  if (names && !isExactly(Object.keys(fields), names))
    throw new BadForm(`fields ${Object.keys(fields).join(', ')} instead of ${names.join(', ')}`);
  return fields;
}

function isExactly(found: readonly string[], names: readonly string[]): boolean {
  return found.length === names.length && names.every((name) => found.includes(name));
}

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new BadForm(`${name} is not a text`);
  return value;
}

export function textOrNull(fields: Fields, name: string): string | null {
  return fields[name] === null ? null : textOf(fields, name);
}

export function wholeOf(fields: Fields, name: string): number {
  const value = fields[name];
  if (!Number.isSafeInteger(value)) throw new BadForm(`${name} is not a whole number`);
  return value as number;
}

export function wholeOrNull(fields: Fields, name: string): number | null {
  return fields[name] === null || fields[name] === undefined ? null : wholeOf(fields, name);
}

export function isTrue(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value !== 'boolean') throw new BadForm(`${name} is neither true nor false`);
  return value;
}

export function listOf(fields: Fields, name: string): unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new BadForm(`${name} is not a list`);
  return value;
}

/** Strict base64 (RFC 4648): a text that decodes to the same bytes as another one is not accepted beside it. */
export function bytesOf(fields: Fields, name: string, length?: number): Uint8Array {
  const text = textOf(fields, name);
  const binary = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : '';
  if (btoa(binary) !== text || text === '') throw new BadForm(`${name} is not base64`);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (length !== undefined && bytes.length !== length) throw new BadForm(`${name} is not ${length} bytes`);
  return bytes;
}
