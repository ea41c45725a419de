import type { Figure } from './figure.ts';

export type Part = () => Promise<{ run(): Promise<Figure[]> }>;

export type Bench = {
  /** In the order in which they are measured. */
  parts: Record<string, Part>;
  /** Measured only when they are named, with the reason. */
  onlyNamed?: Record<string, string>;
};

/** Every part, or those named. A part that cannot be measured is a figure that is not met, and the others go on. */
export async function runParts(
  { parts, onlyNamed = {} }: Bench,
  names: readonly string[],
): Promise<Figure[]> {
  const unknown = names.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown}; there are ${Object.keys(parts)}`);
  const figures: Figure[] = [];
  for (const [name, open] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const reason = onlyNamed[name];
    if (names.length === 0 && reason !== undefined) {
      console.log(`— ${name} is left out unless it is named: ${reason}`);
      continue;
    }
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
