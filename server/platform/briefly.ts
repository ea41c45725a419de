import type { Clock } from './clock.ts';

export type Briefly<T> = {
  /** The answer for this key, at most `keptMs` old; all who ask meanwhile share it. */
  of(key: string): Promise<T>;
  forget(key: string): void;
};

type Options<T> = { keptMs: number; clock: Clock; read: (key: string) => Promise<T>; mostKeys?: number };

/** Answers a question that very many ask at once with one reading in a while. A failure is not kept. */
export function openBriefly<T>({ keptMs, clock, read, mostKeys = 1_000 }: Options<T>): Briefly<T> {
  const kept = new Map<string, { answer: Promise<T>; untilMs: number }>();
  const ask = (key: string): Promise<T> => {
    const entry = { answer: read(key), untilMs: clock.now() + keptMs };
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > mostKeys) kept.delete(kept.keys().next().value as string);
    entry.answer.catch(() => {
      if (kept.get(key) === entry) kept.delete(key);
    });
    return entry.answer;
  };
  return {
    of: (key) => {
      const known = kept.get(key);
      return known && clock.now() < known.untilMs ? known.answer : ask(key);
    },
    forget: (key) => kept.delete(key),
  };
}
