import { expect, it } from 'vitest';
import { createAccount, type Given, startMs } from './laid-campaign.ts';

export function noticeContract(given: Given): void {
  it('CASE-9 the same notice is put to one person once, and to another one too', async () => {
    const { stores } = given();
    const [first, second] = [await createAccount(given(), 'First'), await createAccount(given(), 'Second')];
    const notice = {
      kind: 'duty-waived',
      params: { dueAtMs: startMs, zone: 'Asia/Almaty', reason: 'No hall was free' },
      key: 'duty-waived:1',
      atMs: startMs,
    } as const;
    expect(await stores.notices.put({ accountId: first, ...notice })).toBe(true);
    expect(await stores.notices.put({ accountId: first, ...notice, atMs: startMs + 1 })).toBe(false);
    expect(await stores.notices.put({ accountId: second, ...notice })).toBe(true);
  });
}
