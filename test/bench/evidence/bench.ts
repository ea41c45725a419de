import type { Figure } from '../figure.ts';
import { type Part, runParts } from '../parts.ts';

/** First what is measured against a clock; what starts many processes comes last. */
const parts: Record<string, Part> = {
  b10: () => import('./b10.ts'),
  'verify-speed': () => import('./verify-speed.ts'),
  permutations: () => import('./permutations.ts'),
  equality: () => import('./equality.ts'),
  tampering: () => import('./tampering.ts'),
  guards: () => import('./guards.ts'),
  kills: () => import('./kills.ts'),
};

const onlyNamed = { kills: 'more than two hundred restarts of whole processes take a quarter of an hour' };

export function run(names: readonly string[]): Promise<Figure[]> {
  return runParts({ parts, onlyNamed }, names);
}
