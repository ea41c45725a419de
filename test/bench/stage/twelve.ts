import type { ProducerView } from '../../../server/protocol/media.ts';
import { LiveCamera } from '../../support/rtc/live-camera.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { until } from '../../support/supervised.ts';
import { openBenchHub } from './hub.ts';
import { Page } from './page.ts';
import { Leader, openFormat } from './scene.ts';

export const people = 12;

/** Who is on the stage: `hear` gets everything the page receives. */
export type Person = {
  slotId: string;
  page: Page;
  voice: LiveVoice;
  hear: (producer: ProducerView, packet: Buffer, atMs: number) => void;
};

export type Twelve = { leader: Leader; persons: Person[] };

/** A debate of twelve under way, everybody on the stage with camera and microphone, everybody silent. */
export async function openTwelve(opened: AsyncDisposableStack): Promise<Twelve> {
  const { place } = await openBenchHub(opened, { speakers: people, format: openFormat(600_000) });
  const leader = opened.use(await Leader.join(place));
  const persons: Person[] = [];
  for (const { slotId, cookie } of place.candidates) {
    const voice = new LiveVoice();
    voice.fallSilent();
    const person: Person = { slotId, voice, page: undefined as never, hear: () => {} };
    const own = { microphone: voice, camera: new LiveCamera() };
    const onMedia: Person['hear'] = (...heard) => person.hear(...heard);
    person.page = opened.use(await Page.open({ ...place, as: 'candidate', cookie }, { own, onMedia }));
    persons.push(person);
    await leader.ask('slot.admit', { slotId });
  }
  await leader.ask('debate.start', {});
  await until('everybody receives everybody', async () =>
    persons.every(({ page }) => page.receives === 2 * (people - 1)),
  );
  return { leader, persons };
}
