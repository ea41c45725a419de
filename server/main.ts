import { availableParallelism } from 'node:os';
import { mediaWorkerPath } from '../scripts/media-worker/path.mjs';
import { ConfigError, readServerConfig } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { openServer } from './server.ts';

/** Stops within this long, whatever hangs: the supervisor or the operator must not have to wait. */
const closeWithinMs = 8_000;

async function main(): Promise<void> {
  const config = readServerConfig(process.env);
  const log = openLog(config.logLevel).child({ process: 'server' });
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled-rejection'));
  const pages = new URL('../dist/client', import.meta.url).pathname;
  const media = {
    ...config.media,
    workers: config.media.workers ?? availableParallelism(),
    workerBin: mediaWorkerPath(),
  };
  const server = await openServer({ ...config, media, pages }, log);
  log.info({ address: config.publicUrl, port: server.port }, 'server.ready');
  process.send?.({ ready: true, port: server.port });

  const stop = (signal: string) => {
    log.info({ signal }, 'server.closing');
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'server.close-failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(signal));
  // Started by a supervisor: without it nobody could stop this process.
  process.once('disconnect', () => stop('disconnect'));
}

main().catch((error: unknown) => {
  const isTaken = (error as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE';
  if (isTaken)
    console.error(`PORT ${process.env.PORT ?? 8080} is in use by another program. Set PORT to a free one.`);
  else console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
