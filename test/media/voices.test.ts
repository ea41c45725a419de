import { setInterval } from 'node:timers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limits } from '../../server/media/limits.ts';
import type { Voice as HeardVoice } from '../../server/media/voices.ts';
import type { Audience } from '../../server/rules/speaking.ts';
import { DirectRoom, type Published } from '../support/direct-room.ts';
import { Voice } from '../support/rtp.ts';

const patience = { timeout: 5_000 };
const onVoices = vi.fn<(voices: readonly HeardVoice[]) => void>();
let direct: DirectRoom;

beforeEach(async () => {
  vi.clearAllMocks();
  direct = await DirectRoom.open({ onVoices });
});
afterEach(() => direct.close());

it('tells every interval who is heard by everybody, the loudest first, and once that nobody is', async () => {
  const [quiet, loud, muted, waiting] = await Promise.all([
    speaker(-45),
    speaker(-20),
    speaker(-5),
    speaker(-5),
  ]);
  const audiences = new Map<string | null, Audience>([
    [quiet.slotId, 'everybody'],
    [loud.slotId, 'everybody'],
    [muted.slotId, 'nobody'],
    [waiting.slotId, 'crew'],
  ]);
  await direct.room.match(({ slotId }) => audiences.get(slotId) ?? 'nobody');
  const talking = setInterval(() => {
    for (const each of [quiet, loud, muted, waiting]) each.speak();
  }, 20);
  try {
    await vi.waitUntil(() => onVoices.mock.calls.length >= 3, patience);
    const both = [loud, quiet].map(({ producerId, slotId, decibels }) => ({ producerId, slotId, decibels }));
    expect(onVoices).toHaveBeenLastCalledWith(both);

    audiences.set(quiet.slotId, 'crew').set(loud.slotId, 'nobody');
    await direct.room.match(({ slotId }) => audiences.get(slotId) ?? 'nobody');
    await vi.waitUntil(() => onVoices.mock.lastCall?.[0].length === 0, patience);
    const told = onVoices.mock.calls.length;
    const stillTalking = waiting.said();
    await vi.waitUntil(() => waiting.said() >= stillTalking + (3 * limits.levelIntervalMs) / 20, patience);
    expect(onVoices.mock.calls.length).toBe(told);
  } finally {
    clearInterval(talking);
  }
});

async function speaker(decibels: number) {
  const voice = new Voice();
  let said = 0;
  const { peer, producerId }: Published = await direct.publish('microphone', voice);
  const speak = () => {
    said += 1;
    direct.wire.say(producerId, voice.next(decibels).packet);
  };
  return { producerId, slotId: peer.slotId, decibels, speak, said: () => said };
}
