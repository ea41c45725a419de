/** Main file of `npm run bench -- NAME`: ratios measured in one run; the last line is one line of JSON. */
import { type Figure, print } from './figure.ts';

const benches: Record<string, () => Promise<{ run(): Promise<Figure[]> }>> = {
  evidence: () => import('./evidence.ts'),
  rehearsal: () => import('./rehearsal.ts'),
};

const name = process.argv[2] ?? '';
const open = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (open === undefined) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const { run } = await open();
print(name, await run());
