/** Viewers in a process of their own: what they do is waited for and counted apart from the server and the speaker. */
import { setTimeout as rest } from 'node:timers/promises';
import { Srtp } from '../../support/rtc/srtp.ts';
import { sum } from '../figure.ts';
import { serve } from './process.ts';
import { type Entrance, type Join, Viewer } from './viewer.ts';

const atOnce = 25;
const tagLength = 16;

const crowds = new Map<string, Viewer[]>();
const crowd = (name: string): Viewer[] => crowds.get(name) ?? [];

type Entering = { name: string; count: number; entrance: Entrance; largeHeightPx: number };
type Joining = { name: string; count: number; withinMs: number; watchMs: number; slotId: string };

/** Does this for all of them, so many at once. */
async function inPortions(
  viewers: readonly Viewer[],
  work: (viewer: Viewer) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < viewers.length; from += atOnce)
    await Promise.all(viewers.slice(from, from + atOnce).map(work));
}

const procedures = {
  /** Brings so many more into the crowd of this name, without media. One address may open 200 sockets a second. */
  enter: async ({ name, count, entrance, largeHeightPx }: Entering): Promise<void> => {
    for (let left = count; left > 0; left -= atOnce) {
      const some = Array.from({ length: Math.min(left, atOnce) }, () =>
        Viewer.enter(entrance, largeHeightPx),
      );
      crowds.set(name, [...crowd(name), ...(await Promise.all(some))]);
      await rest('hub' in entrance ? 150 : 0);
    }
  },

  /** The first `count` of them begin to watch, spread evenly over so long; all rest again after `watchMs`. */
  storm: async ({ name, count, withinMs, watchMs, slotId }: Joining): Promise<Join[]> => {
    const some = crowd(name).slice(0, count);
    const begin = async (viewer: Viewer, index: number) => {
      await rest((index * withinMs) / count);
      await viewer.watch(slotId);
    };
    await Promise.all([rest(watchMs), ...some.map(begin)]);
    for (const viewer of some) viewer.rest();
    return some.map(({ join }) => join);
  },

  /** From here on what arrives is counted without being deciphered, so that one process can be a large crowd. */
  onlyCount: (): void => {
    Srtp.prototype.openRtp = (sealed) => sealed.subarray(0, sealed.length - tagLength);
  },

  /** All of them watch, until they leave. */
  watch: ({ name, slotId }: { name: string; slotId: string | null }): Promise<void> =>
    inPortions(crowd(name), (viewer) => viewer.watch(slotId)),

  leave: (name: string): void => {
    for (const viewer of crowd(name)) viewer.leave();
    crowds.delete(name);
  },

  /** How many packets of media have arrived at all of them. */
  packets: (name: string): number => sum(crowd(name).map(({ packets }) => packets)),
};

export type CrowdProcedures = typeof procedures;
serve(procedures, async () => {
  for (const viewer of [...crowds.values()].flat()) viewer.rest();
});
