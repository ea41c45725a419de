import { randomInt } from 'node:crypto';

/** What a test draws its chances from. It is printed, and `SEED` in the environment plays the same again. */
export function drawSeed(what: string): number {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31 - 1));
  console.info(`${what}: SEED=${seed}`);
  return seed;
}
