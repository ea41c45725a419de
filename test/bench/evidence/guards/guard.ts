import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One check of the product, how it is taken out, and the tests that must notice. */
export type Guard = { name: string; file: string; remove(source: string): string; tests: readonly string[] };

type Swap = { file: string; from: string; to: string; tests: readonly string[] };

/** A check named by hand: `from` stands in the file exactly once. */
export function guard(name: string, { file, from, to, tests }: Swap): Guard {
  const remove = (source: string): string => {
    const places = source.split(from).length - 1;
    if (places !== 1) throw new Error(`${file} has ${places} places of the guard "${name}"`);
    return source.replace(from, () => to);
  };
  return { name: `${file}: ${name}`, file, remove, tests };
}

const root = new URL('../../../../', import.meta.url);
/** A condition on lines of its own, and a "no" behind it, thrown or as a code. */
const refusal = /^( *)if \(((?:[^;{}]|\n)*?)\)\s+(throw new Refusal\([^;]*\);|return '[a-z-]+';)/gm;

/** Every "no" of a file that stands behind an `if`: taken out one at a time, it is never said. */
export function refusalsOf(file: string, tests: readonly string[]): Guard[] {
  const source = readFileSync(fileURLToPath(new URL(file, root)), 'utf8');
  return [...source.matchAll(refusal)].map(
    ({ 0: whole, 1: indent, 2: condition = '', 3: no = '', index }) => {
      const line = source.slice(0, index).split('\n').length;
      const said = /'([a-z-]+)'/.exec(no)?.[1] ?? no;
      return {
        name: `${file}:${line}: ${said} if ${condition.replace(/\s+/g, ' ')}`,
        file,
        remove: (text) =>
          `${text.slice(0, index)}${indent}if (false) ${no}${text.slice(index + whole.length)}`,
        tests,
      };
    },
  );
}
