import { expect } from 'vitest';
import type { Outcome } from '../../server/protocol/campaign.ts';
import { Drill } from '../support/drill/drill.ts';
import { findingsOf, nothingWrong } from '../support/drill/findings.ts';
import { drawSeed } from '../support/seed.ts';

/** A debate that has begun, with everybody in it who will be there. */
export async function drillOf(opened: AsyncDisposableStack, what: string, diskPath?: string): Promise<Drill> {
  const drill = await Drill.open(opened, drawSeed(what), diskPath);
  await drill.course.begin();
  await drill.course.step();
  return drill;
}

/** Once the debate has ended: nothing that was acknowledged is lost, and who never came is judged. */
export async function expectNothingWrong(drill: Drill, absentees: Outcome[] = ['absent']): Promise<void> {
  const { acknowledged: _, entries: __, absentee, ...wrongs } = await findingsOf(drill);
  expect(wrongs).toEqual(nothingWrong);
  expect(absentees).toContain(absentee);
}

export async function readiness({ url }: Drill): Promise<Record<string, boolean>> {
  return (await fetch(`${url}/readyz`)).json() as Promise<Record<string, boolean>>;
}
