import { availableParallelism } from 'node:os';
import { mediaWorkerPath } from '../scripts/media-worker/path.mjs';
import { readServerConfig } from './platform/config.ts';
import { openLog } from './platform/log.ts';
import { fail, live } from './platform/main-process.ts';
import { openServer } from './server.ts';

async function main(): Promise<void> {
  const config = readServerConfig(process.env);
  const log = openLog(config.logLevel).child({ process: 'server' });
  const pages = new URL('../dist/client', import.meta.url).pathname;
  const media = {
    ...config.media,
    workers: config.media.workers ?? availableParallelism(),
    workerBin: mediaWorkerPath(),
  };
  await live(log, async () => {
    const server = await openServer({ ...config, media, pages }, log);
    log.info({ address: config.publicUrl, port: server.port }, 'server.open');
    return server;
  });
}

main().catch(fail);
