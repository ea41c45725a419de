import type { Log } from '../platform/log.ts';

type Thing = { readonly id: string; readonly closed: boolean; close(): void };

/** Waits until the media server has done as told. What does not obey is closed: silence is the safe side of every doubt. */
export async function obeyed(told: Promise<void>, thing: Thing, log: Log): Promise<void> {
  try {
    await told;
  } catch (error) {
    if (thing.closed) return;
    log.error({ err: error, id: thing.id }, 'media.disobeyed');
    thing.close();
  }
}
