/** Finding the words of a campaign's lists in what viewers write (QUEST-5). Who is found waits for a person all the same. */

/** Signs that look alike, or are typed for one another, as one: to Cyrillic ones, as most of what is written here. */
const alike: Readonly<Record<string, string>> = {
  ...{ a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'и', k: 'к', m: 'м', n: 'п', o: 'о', p: 'р' },
  ...{ r: 'г', t: 'т', u: 'и', x: 'х', y: 'у', '0': 'о', '1': 'и', '3': 'з', '4': 'ч', '@': 'а' },
  // Kazakh letters, as they are typed where the keyboard has only Russian ones.
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и' },
};

const ignored = /[\p{M}\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** How a text reads at a glance: without case, marks, look-alikes and drawn-out letters. Never to be shown. */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replace(ignored, '');
  return undrawn([...plain].map((sign) => alike[sign] ?? sign).join(''));
}

const undrawn = (text: string) => text.replace(/([\p{L}\p{N}])\1+/gu, '$1');

const between = /[^\p{L}\p{N}]+/gu;
// A shorter one begins too many words that mean no harm.
const shortestStem = 4;
const fewestSpelled = 3;

/** The first listed word that the text has in it, in any ending or common disguise; null when there is none. */
export function caughtWord(text: string, listed: readonly string[]): string | null {
  const places = placesIn(folded(text));
  return listed.find((word) => isIn(places, folded(word).replace(between, ''))) ?? null;
}

type Places = { words: readonly string[]; spelled: readonly string[] };

/** `words`: with what stands inside them taken out, and apart at it. `spelled`: w o r d s like these, put together. */
function placesIn(text: string): Places {
  const tokens = text.split(/\s+/u);
  const whole = tokens.map((token) => undrawn(token.replace(between, '')));
  const apart = tokens.flatMap((token) => token.split(between));
  const letters = text.split(between).map((part) => (part.length === 1 ? part : ' '));
  const spelled = letters
    .join('')
    .split(/ +/)
    .filter(({ length }) => length >= fewestSpelled);
  return { words: [...whole, ...apart].filter((word) => word !== ''), spelled: spelled.map(undrawn) };
}

function isIn({ words, spelled }: Places, stem: string): boolean {
  if (stem === '') return false;
  if (stem.length < shortestStem) return words.includes(stem);
  return words.some((word) => word.startsWith(stem)) || spelled.some((run) => run.includes(stem));
}
