/** Viewers in a process of their own: what they do is waited for and counted apart from the server and the speaker. */
import { setTimeout as rest } from 'node:timers/promises';
import { serve } from './process.ts';
import { type Join, Viewer, type ViewerWish } from './viewer.ts';

const enteringAtOnce = 25;

const viewers: Viewer[] = [];

type JoinWish = { count: number; withinMs: number; watchMs: number; slotId: string };

const procedures = {
  /** Brings this many viewers into the debate, without media. One address may open 200 sockets a second. */
  enter: async ({ count, ...wish }: ViewerWish & { count: number }): Promise<void> => {
    for (let left = count; left > 0; left -= enteringAtOnce) {
      const some = Array.from({ length: Math.min(left, enteringAtOnce) }, () => Viewer.enter(wish));
      viewers.push(...(await Promise.all(some)));
      await rest(150);
    }
  },

  /** The first `count` of them begin to join, spread evenly over so long; all leave again after `watchMs`. */
  join: async ({ count, withinMs, watchMs, slotId }: JoinWish): Promise<Join[]> => {
    const some = viewers.slice(0, count);
    await Promise.all(
      some.map(async (viewer, index) => {
        await rest((index * withinMs) / count);
        await viewer.join(slotId);
      }),
    );
    await rest(watchMs - withinMs);
    const joins = some.flatMap(({ lastJoin }) => lastJoin ?? []);
    for (const viewer of some) viewer.rest();
    return joins;
  },
};

export type CrowdProcedures = typeof procedures;
serve(procedures, async () => {
  for (const viewer of viewers) viewer.leave();
});
