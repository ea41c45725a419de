import type { types } from 'mediasoup';

/** Processor time used so far, user and system together. */
export type CpuMs = { serverMs: number; workersMs: number };

/** Of this process and of these media workers. */
export async function cpuOf(workers: readonly types.Worker[]): Promise<CpuMs> {
  const alive = workers.filter(({ closed }) => !closed);
  const usages = await Promise.all(alive.map((worker) => worker.getResourceUsage()));
  const workersMs = usages.reduce((sum, { ru_utime, ru_stime }) => sum + ru_utime + ru_stime, 0);
  const { user, system } = process.cpuUsage();
  return { serverMs: (user + system) / 1_000, workersMs };
}
