import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubParts, openHubParts } from './hub-parts.ts';
import { startWorkers } from './process.ts';

let hub: HubParts;

beforeAll(async () => {
  hub = await openHubParts();
});
afterAll(() => hub.close());

describe('the process of the workers', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly', async (signal) => {
    using child = startWorkers(hub);
    await once(child, 'message');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('closes and ends with the parent that started it, and has nobody to tell a code', async () => {
    using child = startWorkers(hub, { LOG_LEVEL: 'info' });
    const said = text(child.stdout as Readable);
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await said).toMatch(/"because":"disconnect".*\n.*"closed"/);
  });

  it('SIGTERM ends it while it still looks for its Redis', async () => {
    using child = startWorkers({ ...hub, redisUrl: 'redis://127.0.0.1:1' }, { LOG_LEVEL: 'error' });
    for await (const line of createInterface({ input: child.stdout as Readable })) {
      if (line.includes('redis.error')) break;
    }
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['DATABASE_URL', 'localhost'],
    ['REDIS_URL', ''],
    ['LOG_LEVEL', 'loud'],
  ])('says that %s is wrong when it is %j, and does not start', async (name, value) => {
    using child = startWorkers(hub, { [name]: value });
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (words: string) => said.push(words));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said.join('')).toContain(name);
  });
});
