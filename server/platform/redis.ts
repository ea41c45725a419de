import { createClient, type RedisClientType } from 'redis';
import { firstAnswerMs, unreachable } from './config.ts';
import type { Log } from './log.ts';
import { within } from './within.ts';

export type Redis = RedisClientType;

/**
 * `redis://…`, `rediss://…`, or `unix:/path/to.sock` for a private one on the same machine. A connection that was
 * open once is opened again for ever; one that cannot be opened at first is a wrong setting.
 */
export async function openRedis(url: string, log: Log, withinMs = firstAnswerMs): Promise<Redis> {
  const client = createClient(
    url.startsWith('unix:') ? { socket: { path: url.slice('unix:'.length), tls: false } } : { url },
  ) as Redis;
  let lastError: Error | undefined;
  client.on('error', (error: Error) => {
    lastError = error;
    log.error({ err: error }, 'redis.error');
  });
  try {
    await within(withinMs, client.connect());
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw unreachable('REDIS_URL', url, lastError ?? error);
  }
  return client;
}
