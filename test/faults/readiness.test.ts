import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';

describe('whether the server is ready', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it.each(['database', 'redis'] as const)(
    'is answered within two seconds while its %s hangs',
    async (part) => {
      const pid = part === 'database' ? hub.databasePid : hub.redisPid;
      process.kill(pid, 'SIGSTOP');
      try {
        const response = await fetch(`${hub.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
        expect(response.status).toBe(503);
        expect(await response.json()).toMatchObject({
          database: true,
          redis: true,
          media: true,
          [part]: false,
        });
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await expect.poll(async () => (await fetch(`${hub.url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
    },
  );
});
