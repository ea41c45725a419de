import type { Figure } from '../figure.ts';
import { type Part, runParts } from '../parts.ts';

/** In this order, so that what is measured in processor time comes before what leaves the machine warm. */
const parts: Record<string, Part> = {
  B1: () => import('./b1.ts'),
  B2: () => import('./b2.ts'),
  B3: () => import('./b3.ts'),
  B4: () => import('./b4.ts'),
  cut: () => import('./cut.ts'),
  worker: () => import('./worker-kill.ts'),
  server: () => import('./server-kill.ts'),
  forged: () => import('./forged.ts'),
};

export function run(names: readonly string[]): Promise<Figure[]> {
  return runParts({ parts }, names);
}
