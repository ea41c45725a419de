import { z } from 'zod';
import { Actor, evidenceKinds } from './evidence.ts';
import { InstantMs } from './words.ts';

/** One entry of the evidence as those who run or observe the debate read it while it goes on. */
export const Act = z.strictObject({
  sequence: z.int().positive(),
  atMs: InstantMs,
  kind: z.enum(evidenceKinds),
  actor: Actor,
  payload: z.looseObject({}),
});
export type Act = z.infer<typeof Act>;
