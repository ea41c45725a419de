import type { HubPlace, HubProcedures, HubWish } from './hub-process.ts';
import { BenchProcess } from './process.ts';

/** A server process, and where it is. */
export type BenchHub = { place: HubPlace; process: BenchProcess<HubProcedures> };

/** Starts one and gives it back with everything else that is opened. */
export async function openBenchHub(opened: AsyncDisposableStack, wish: HubWish): Promise<BenchHub> {
  const process = opened.use(BenchProcess.start<HubProcedures>('hub-process.ts'));
  return { place: await process.call('open', wish), process };
}
