import type { Figure } from '../figure.ts';

type Part = () => Promise<{ run(): Promise<Figure[]> }>;

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

/** Every part, or those named. A part that cannot be measured is a figure that is not met, and the others go on. */
export async function run(names: readonly string[]): Promise<Figure[]> {
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown}; there are ${Object.keys(parts)}`);
  const figures: Figure[] = [];
  for (const [name, open] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const startedAtMs = performance.now();
    console.log(`— ${name}`);
    figures.push(...(await measured(name, open)));
    console.log(`  ${name} took ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
  }
  return figures;
}

async function measured(name: string, open: Part): Promise<Figure[]> {
  try {
    return await (await open()).run();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    const what = `${name} could not be measured`;
    return [{ what, value: 0, goal: 0, unit: 'figures', ok: false, limitedBy: String(error) }];
  }
}
