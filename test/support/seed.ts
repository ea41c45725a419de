import { randomInt } from 'node:crypto';

/** What a test draws its chances from. It is printed, and `SEED` in the environment plays the same again. */
export function drawSeed(what: string): number {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31 - 1));
  console.info(`${what}: SEED=${seed}`);
  return seed;
}

/** Numbers from 0 to just under 1, the same ones for the same seed. */
export function chancesOf(seed: number): () => number {
  let state = seed >>> 0;
  // Mulberry32.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
