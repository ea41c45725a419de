import type { Figure } from '../figure.ts';
import { Copy } from './guards/copy.ts';
import { gateGuards } from './guards/gates.ts';
import type { Guard } from './guards/guard.ts';
import { ruleGuards } from './guards/rules.ts';

/** Takes out one check after the other, in a copy, and runs the tests that should notice. */
export async function run(): Promise<Figure[]> {
  await using copy = await Copy.open();
  const guards = chosen([...ruleGuards, ...gateGuards]);
  await copy.assertFit(guards);
  await assertSound(copy, guards);
  const unnoticed: string[] = [];
  for (const [index, guard] of guards.entries()) {
    if (await copy.notices(guard)) continue;
    unnoticed.push(guard.name);
    console.log(`  ${index + 1} of ${guards.length}: NOT NOTICED ${guard.name}`);
  }
  return [
    {
      what: 'removed guards that the tests notice',
      value: guards.length - unnoticed.length,
      goal: guards.length,
      unit: `of ${guards.length}`,
      ok: unnoticed.length === 0,
      limitedBy: unnoticed.length === 0 ? 'the number of guards that are named' : unnoticed.join('; '),
    },
  ];
}

/** `GUARDS` in the environment: only those with this text in their name. */
function chosen(guards: readonly Guard[]): Guard[] {
  const wanted = process.env.GUARDS ?? '';
  return guards.filter(({ name }) => name.includes(wanted));
}

/** A test that fails with every guard in its place would notice anything. */
async function assertSound(copy: Copy, guards: readonly Guard[]): Promise<void> {
  const tests = [...new Set(guards.flatMap((guard) => guard.tests))];
  const { failed, passed, said } = await copy.run(tests);
  if (failed.length > 0 || passed === 0)
    throw new Error(`with every guard in its place ${failed} tests fail\n${said}`);
}
