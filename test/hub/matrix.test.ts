import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalCodes } from '../../server/protocol/refusals.ts';
import { type Grant, grants, type RequestName, requests } from '../../server/protocol/requests.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

/** What each part may do, written here once more and by hand: the test must not ask the code it tests. */
const allowed: Record<'viewer' | 'candidate' | 'moderator' | 'observer', readonly Grant[]> = {
  viewer: ['watch'],
  candidate: ['watch', 'publish', 'take-turns'],
  moderator: ['watch', 'publish', 'moderate', 'observe'],
  observer: ['watch', 'observe'],
};

describe('every part against every request of the contract', () => {
  let hub: TestHub;
  const lines: Record<string, Line> = {};

  beforeAll(async () => {
    hub = await openTestHub();
    lines.viewer = await Line.join(hub, 'viewer');
    lines.candidate = await Line.join(
      hub,
      'candidate',
      await hub.signIn(hub.candidates[0]?.accountId as string),
    );
    lines.observer = await Line.join(hub, 'observer', await hub.signIn(await hub.accountOf('observer')));
    lines.moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
  });
  afterAll(async () => {
    for (const line of Object.values(lines)) line.leave();
    await hub?.[Symbol.asyncDispose]();
  });

  const kinds = async () => (await hub.stores.evidence.read(hub.debateId)).map(({ kind }) => kind);

  for (const [part, its] of Object.entries(allowed)) {
    for (const name of Object.keys(requests) as RequestName[]) {
      if (its.includes(requests[name].grant)) continue;
      it(`JOIN-2 a ${part} may not ${name}`, async () => {
        const before = await kinds();
        const reply = await lines[part]?.say({ id: randomUUID(), name, input: {} });
        expect(reply).toMatchObject({ ok: false, code: 'not-allowed' });
        expect(await kinds()).toEqual(before);
      });
    }
  }

  it('every grant is needed by some request', () => {
    const needed = new Set(Object.values(requests).map(({ grant }) => grant));
    expect([...needed].sort()).toEqual([...grants].sort());
  });

  it('JOIN-4 somebody else’s transport is not found', async () => {
    const opened = await lines.candidate?.ask('transport.open', { direction: 'send' });
    const transportId = opened?.ok ? opened.data.transportId : '';
    expect(await lines.moderator?.ask('transport.restart-ice', { transportId })).toMatchObject({
      ok: false,
      code: 'not-found',
    });
    expect(await lines.candidate?.ask('transport.restart-ice', { transportId })).toMatchObject({ ok: true });
  });

  it('EDGE-1 whatever is said, the answer is a code of the table, and the hub goes on', async () => {
    const name = fc.oneof(fc.constantFrom(...Object.keys(requests), '__proto__', 'constructor'), fc.string());
    const message = fc.oneof(
      fc.record({ id: fc.constant('').map(() => randomUUID()), name, input: fc.jsonValue() }),
      fc.jsonValue(),
    );
    const cookie = await hub.signIn(hub.moderatorId);
    // As many as one connection may say at once; each run is a connection of its own.
    const speech = fc.array(message, { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(speech, async (messages) => {
        using line = await Line.join(hub, 'moderator', cookie);
        const replies = (await Promise.all(messages.map((raw) => line.say(raw)))) as {
          ok: boolean;
          code: string;
        }[];
        const codes = replies.filter(({ ok }) => !ok).map(({ code }) => code);
        expect(codes.filter((code) => code === 'internal' || code === 'too-many-requests')).toEqual([]);
        for (const code of codes) expect(refusalCodes).toContain(code);
      }),
      { numRuns: 12 },
    );
    expect(await lines.viewer?.ask('debate.enter', {})).toMatchObject({ ok: true });
  });

  it('EDGE-1 media parameters are refused before the media server sees them', async () => {
    const opened = await lines.candidate?.ask('transport.open', { direction: 'send' });
    const transportId = opened?.ok ? opened.data.transportId : '';
    const poison: unknown[] = [
      { fingerprints: [] },
      { fingerprints: [{ algorithm: 'sha-256', value: 'nonsense' }] },
      { fingerprints: Array(1000).fill({ algorithm: 'sha-256', value: 'AA:BB' }) },
      { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AA:BB' }], __proto__: null, extra: 1 },
      null,
    ];
    for (const dtlsParameters of poison) {
      const reply = await lines.candidate?.say({
        id: randomUUID(),
        name: 'transport.connect',
        input: { transportId, dtlsParameters },
      });
      expect(reply).toMatchObject({ ok: false, code: 'bad-input' });
    }
    expect(await lines.viewer?.ask('transport.open', { direction: 'receive' })).toMatchObject({ ok: true });
  });
});
