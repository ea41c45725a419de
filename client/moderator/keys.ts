/**
 * The console's keyboard. A number picks a candidate, a letter acts: on whoever is picked, else on whoever has the
 * floor. Keys are named by their place on the keyboard, so that they are the same in every layout.
 */
export const helpKey = '?';

/** The keys in the order in which they are explained, as they are printed on a keyboard. */
export const explained = [
  ['N', 'next'],
  ['T', 'takeFloor'],
  ['O', 'request'],
  ['P', 'pause'],
  ['U', 'undo'],
  ['1 … 9, 0', 'pick'],
  ['⇧ 1, ⇧ 2', 'pickLater'],
  ['Esc', 'unpick'],
  ['G', 'give'],
  ['M', 'mute'],
  ['+  −', 'time'],
  ['X', 'remove'],
  ['A', 'admitAll'],
  ['C', 'rollCall'],
  [helpKey, 'help'],
] as const;

const digits = 10;

/** What is printed beside a place of the lineup: 1 … 9, 0 for the tenth, and with the shift key from there on. */
export function keyOfPlace(position: number): string {
  if (position < digits) return `${position}`;
  return position === digits ? '0' : `⇧${position - digits}`;
}

/** The place that a key picks; null for every other key. */
export function placeOfKey(key: string): number | null {
  const found = /^(Shift\+)?(?:Digit|Numpad)(\d)$/.exec(key);
  if (!found) return null;
  const digit = Number(found[2]);
  if (found[1]) return digits + digit;
  return digit === 0 ? digits : digit;
}

/** A key by its place, with its shift; the sign of help wherever a layout has it. */
export function nameOfKey(event: { key: string; code: string; shiftKey: boolean }): string {
  if (event.key === helpKey) return helpKey;
  return event.shiftKey ? `Shift+${event.code}` : event.code;
}
