import { createClient, type RedisClientType } from 'redis';
import type { Log } from './log.ts';

export type Redis = RedisClientType;

/** `redis://…`, `rediss://…`, or `unix:/path/to.sock` for a private one on the same machine. */
export async function openRedis(url: string, log: Log): Promise<Redis> {
  const client = createClient(
    url.startsWith('unix:') ? { socket: { path: url.slice('unix:'.length), tls: false } } : { url },
  ) as Redis;
  client.on('error', (error: Error) => log.error({ err: error }, 'redis.error'));
  await client.connect();
  return client;
}
