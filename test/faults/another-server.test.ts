import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { until } from '../support/supervised.ts';

describe('two servers on one database and one Redis', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it('a debate keeps its home while that lives, and the other server takes it up when it closes', async () => {
    const cookie = await hub.signIn(hub.moderatorId);
    const moderator = await Line.join(hub, 'moderator', cookie);
    await moderator.ask('debate.start', {});

    const another = { ...(await hub.startAnother()), debateId: hub.debateId };
    await expect(Line.join(another, 'moderator', cookie)).rejects.toThrow('debate-not-open');
    expect(await moderator.ask('floor.give', { slotId: hub.candidates[0]?.slotId as string })).toMatchObject({
      ok: true,
    });

    await hub.server.close();
    expect(await moderator.hear('farewell')).toEqual({ reason: 'server-closing' });
    const again = await until('the other server has it', () =>
      Line.join(another, 'moderator', cookie).catch(() => null),
    );
    const entered = await again.ask('debate.enter', {});
    expect(entered).toMatchObject({ ok: true, data: { view: { stage: { status: 'live' } } } });
    expect(await again.ask('debate.end', {})).toMatchObject({ ok: true });
    again.leave();

    const entries = await hub.stores.evidence.read(hub.debateId);
    expect(entries.filter(({ kind }) => kind === 'outage')).toHaveLength(1);
    expect(new Set(entries.map(({ bootId }) => bootId)).size).toBe(2);
  });
});
