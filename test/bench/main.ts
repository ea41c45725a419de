/**
 * Main file of `npm run bench -- NAME [PART…]`: ratios measured in one run; the last line is one line of JSON. Without
 * parts everything is measured.
 */
import { type Figure, print } from './figure.ts';

const benches: Record<string, () => Promise<{ run(parts: readonly string[]): Promise<Figure[]> }>> = {
  evidence: () => import('./evidence/bench.ts'),
  rehearsal: () => import('./rehearsal.ts'),
  stage: () => import('./stage/bench.ts'),
};

const [name = '', ...parts] = process.argv.slice(2);
const open = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (open === undefined) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
// What a bench has started ends when this process does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
const { run } = await open();
print(name, await run(parts));
