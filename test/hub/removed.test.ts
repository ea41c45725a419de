import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseCommand } from '../../server/rules/case-acts.ts';
import { decidedCase, moreMembers, perform } from '../faults/case-calls.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub?.[Symbol.asyncDispose]());

describe('CASE-4 SIGN-5 a candidate who is removed', () => {
  it('is out of the debate within two seconds, gets no ticket, and comes back when an appeal is pending', async () => {
    const [first] = hub.candidates;
    const accountId = first?.accountId as string;
    const cookie = await hub.signIn(accountId);
    using line = await Line.join(hub, 'candidate', cookie);
    const members = await moreMembers(hub);
    const closed = new Promise((resolve) => line.socket.once('disconnect', resolve));
    const caseId = await decidedCase(hub, members, 'remove');
    const sinceMs = performance.now();
    await closed;
    expect(performance.now() - sinceMs).toBeLessThan(2_000);
    await expect(ticketFor(hub, 'candidate', cookie)).rejects.toThrow('not-allowed');
    await expect(ticketFor(hub, 'viewer', cookie)).resolves.toBeTypeOf('string');
    const appeal: CaseCommand = { act: 'appeal', text: 'It was not so.', attachmentIds: [] };
    await perform(hub, caseId, { by: accountId, agoMs: 0, command: appeal });
    await expect(ticketFor(hub, 'candidate', cookie)).resolves.toBeTypeOf('string');
  });
});
