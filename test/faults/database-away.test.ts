import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { Voice } from '../support/rtp.ts';

describe('reliability scenario 4: the database does not answer in the middle of a turn', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(async () => {
    process.kill(hub.databasePid, 'SIGCONT');
    await hub?.[Symbol.asyncDispose]();
  });

  it('FLOOR-2 the microphone is shut at zero all the same, and the record follows when it is back', async () => {
    using moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    const { accountId, slotId } = hub.candidates[0] as TestHub['candidates'][0];
    using candidate = await Line.join(hub, 'candidate', await hub.signIn(accountId));
    const transport = await candidate.ask('transport.open', { direction: 'send' });
    const transportId = transport.ok ? transport.data.transportId : '';
    const { rtpParameters } = new Voice();
    await candidate.ask('producer.open', { transportId, source: 'microphone', rtpParameters });
    await moderator.ask('debate.start', {});
    await moderator.ask('floor.give', { slotId });
    await moderator.hear('producers', ({ producers }) => producers.some(({ isOpen }) => isOpen));

    moderator.forget();
    process.kill(hub.databasePid, 'SIGSTOP');
    await moderator.hear(
      'producers',
      ({ producers }) => producers.length > 0 && producers.every(({ isOpen }) => !isOpen),
    );
    process.kill(hub.databasePid, 'SIGCONT');

    const { stage } = await moderator.hear(
      'stage',
      (notice) => notice.stage.status === 'live' && notice.stage.turn === null,
    );
    expect(stage.status === 'live' && stage.usedMs[slotId]).toBe(8_000);
    const ended = (await hub.stores.evidence.read(hub.debateId)).filter(({ kind }) => kind === 'turn.ended');
    expect(ended.map(({ payload }) => payload)).toMatchObject([{ cause: 'clock', usedMs: 8_000 }]);
    expect(await moderator.ask('debate.end', {})).toEqual({ ok: true, data: {} });
  });

  it('NOTE-2 an act that could not be recorded is refused as such, and nobody hears of it', async () => {
    await using other = await openTestHub();
    using moderator = await Line.join(other, 'moderator', await other.signIn(other.moderatorId));
    process.kill(other.databasePid, 'SIGKILL');
    expect(await moderator.ask('debate.start', {})).toMatchObject({ ok: false, code: 'not-recorded' });
    expect(moderator.newest('stage')).toBeUndefined();
  });
});
