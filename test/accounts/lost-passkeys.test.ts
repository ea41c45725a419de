import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceLostPasskeys } from '../../server/lost-passkeys.ts';
import { hubSecret, openTestHub, signIn, type TestHub } from '../support/hub.ts';
import { addPasskey, signInByPasskey } from '../support/passkey.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const lost = (email: string) =>
  replaceLostPasskeys({ ...hub.ground, secret: hubSecret, publicUrl: hub.url, email });

it('SIGN-1 whoever lost every passkey gets a new way in from those who run the hub, and the old ones open nothing', async () => {
  const email = 'zere@example.invalid';
  const accountId = await hub.authentication.createAccount({ name: 'Zere (fictional)', email });
  const cookie = await hub.signIn(accountId);
  const old = await addPasskey(hub.url, cookie);
  const link = (await lost(email)) as string;
  expect(await hub.authentication.sessionOf(new Headers({ cookie }))).toBeNull();
  await expect(signInByPasskey(hub.url, old)).rejects.toThrow('passkey-refused');
  const again = await signIn(hub.url, new URL(link).hash.slice(1));
  await expect(addPasskey(hub.url, again)).resolves.toBeDefined();
});

it('nobody gets a way in for an address that nobody has', async () => {
  expect(await lost('stranger@example.invalid')).toBeNull();
});
