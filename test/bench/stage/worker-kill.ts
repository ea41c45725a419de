import { setTimeout as rest } from 'node:timers/promises';
import type { Figure } from '../figure.ts';
import { openBenchHub } from './hub.ts';
import type { HubPlace } from './hub-process.ts';
import { type Back, Broadcast, backFigure, described } from './recovery.ts';
import { Leader, openFormat } from './scene.ts';

const kills = 10;
/** As many as `npm start` has on two cores. */
const mediaWorkers = 2;
/** A worker that dies younger than ten seconds is not replaced at once: two of them in turn are older than that. */
const everyMs = 5_500;

/** Kills the media worker under a debate again and again. */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const format = openFormat(600_000);
  const { place, process } = await openBenchHub(opened, { speakers: 2, format, mediaWorkers });
  const { slotId, cookie } = place.candidates[0] as HubPlace['candidates'][0];
  const leader = opened.use(await Leader.join(place));
  const broadcast = await Broadcast.open(opened, { ...place, cookie });
  await leader.ask('debate.start', {});
  await leader.give(slotId);
  await broadcast.isOn();
  const backs: Back[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    await rest(everyMs);
    const back = await broadcast.backAfter(() => process.call('killMediaWorker', undefined));
    console.log(`  kill ${kill}: ${described(back)}`);
    backs.push(back);
  }
  const limits =
    'a new room, new lines and the next key frame for the picture; for the voice also the floor, given back once the candidate is seen again';
  return [backFigure(backs, { of: 'the media worker', limits })];
}
