/** `npm run demo`: one debate in real browsers; `npm run demo -- committee`: a whole campaign and its committee. */
const [, , name = 'debate'] = process.argv;
const demos: Record<string, () => Promise<unknown>> = {
  debate: () => import('./main.ts'),
  committee: () => import('./committee/main.ts'),
};
const demo = demos[name];
if (demo === undefined) {
  console.error(`there is no demo called ${name}: ${Object.keys(demos).join(', ')}`);
  process.exit(1);
}
await demo();
