/** RFC 8785, so that a text can be told from every other text that says the same. */

const deepest = 32;

/** The one text of this value. Throws where there is none. */
export function canonical(value: unknown, depth = 0): string {
  if (depth > deepest) throw new RangeError('nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numeral(value);
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth + 1)).join()}]`;
  if (typeof value === 'object') return members(value as Record<string, unknown>, depth + 1);
  throw new TypeError(`${typeof value} has no canonical form`);
}

/** In the order of UTF-16 code units, which is how JavaScript sorts texts. */
function members(value: Record<string, unknown>, depth: number): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    text += `${text === '' ? '' : ','}${name(key)}:${canonical(value[key], depth)}`;
  }
  return `{${text}}`;
}

/** The same few names stand in every entry. */
const names = new Map<string, string>();
const mostNames = 1_000;

function name(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = quoted(key);
  if (names.size < mostNames) names.set(key, text);
  return text;
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('half a character');
  return JSON.stringify(text);
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('not a number of JSON');
  return Object.is(value, -0) ? '0' : String(value);
}
