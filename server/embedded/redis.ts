import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How a private Redis is started: on a Unix socket in a folder only this user can enter, and durable to the second
 * (`platform-facts`: queues need `noeviction`).
 */
export function redisCommand(dataFolder: string, socket: string): string[] {
  const folder = join(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return ['redis-server', ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])];
}
