/** A full mesh in a process of its own, whose sending is not counted with anybody else's. */
import { setTimeout as rest } from 'node:timers/promises';
import { Mesh } from './mesh.ts';
import { serve } from './process.ts';

const settleMs = 1_000;
let mesh: Mesh | undefined;

const procedures = {
  open: async (people: number): Promise<void> => {
    mesh = await Mesh.open(people);
  },

  /** How many packets a second all of them send to each other, over so long. */
  packetsPerSecond: async (overMs: number): Promise<number> => {
    if (mesh === undefined) throw new Error('open the mesh first');
    mesh.start();
    await rest(settleMs);
    const [before, startedAtMs] = [mesh.sent, performance.now()];
    await rest(overMs);
    const perSecond = ((mesh.sent - before) * 1_000) / (performance.now() - startedAtMs);
    mesh.stop();
    return perSecond;
  },
};

export type MeshProcedures = typeof procedures;
serve(procedures, async () => mesh?.[Symbol.dispose]());
