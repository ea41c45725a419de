/**
 * Where mediasoup's worker program is: MEDIASOUP_WORKER_BIN when set, else the file `scripts/setup.mjs` puts into
 * the user's cache. The file may be missing when the set-up did not run. Hand it to `createWorker({ workerBin })`.
 */
export function mediaWorkerPath(): string;
