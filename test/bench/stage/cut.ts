import { setTimeout as rest } from 'node:timers/promises';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { epochNowMs } from '../../support/rtc/source.ts';
import { atMost, type Figure, percentile } from '../figure.ts';
import { openBenchHub } from './hub.ts';
import type { HubPlace } from './hub-process.ts';
import { Page } from './page.ts';
import { Leader, openFormat } from './scene.ts';

const turns = 41;
/** The shortest a format allows. */
const turnMs = 1_000;
/** So long after the clock's zero it is looked whether anything still came. */
const listenMs = 350;
/** What must have been heard in a turn for its end to say anything. */
const fewestPackets = 25;

type Heard = { packets: number; lastAtMs: number };

/** Two candidates never stop talking; a viewer takes down when their voices last arrived. */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const { place } = await openBenchHub(opened, { speakers: 2, format: openFormat(turnMs) });
  const leader = opened.use(await Leader.join(place));
  for (const { cookie } of place.candidates)
    opened.use(
      await Page.open(
        { ...place, as: 'candidate', cookie },
        { own: { microphone: new LiveVoice() }, isWatching: false },
      ),
    );
  const heard = await listen(opened, place);
  await leader.ask('debate.start', {});
  const aheadMs = await leader.clockAheadMs();
  const lateMs: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const { slotId } = place.candidates[turn % 2] as HubPlace['candidates'][0];
    lateMs.push(await lateness({ leader, heard, slotId, aheadMs }));
  }
  return [figure(lateMs.slice(1))];
}

async function listen(opened: AsyncDisposableStack, place: HubPlace): Promise<Map<string, Heard>> {
  const heard = new Map<string, Heard>();
  const viewer = await Page.open(
    { ...place, as: 'viewer' },
    {
      onMedia: ({ slotId }) => {
        const packets = (heard.get(slotId ?? '')?.packets ?? 0) + 1;
        heard.set(slotId ?? '', { packets, lastAtMs: epochNowMs() });
      },
    },
  );
  opened.use(viewer);
  return heard;
}

type Turning = { leader: Leader; heard: Map<string, Heard>; slotId: string; aheadMs: number };

/** How long after the clock's zero the last packet came; 0 where it came before. */
async function lateness({ leader, heard, slotId, aheadMs }: Turning): Promise<number> {
  heard.clear();
  const { endsAtMs } = await leader.give(slotId);
  const zeroMs = endsAtMs - aheadMs;
  await rest(zeroMs + listenMs - epochNowMs());
  const { packets, lastAtMs } = heard.get(slotId) ?? { packets: 0, lastAtMs: 0 };
  if (packets < fewestPackets) throw new Error(`only ${packets} packets were heard in a turn`);
  return Math.max(0, lastAtMs - zeroMs);
}

function figure(lateMs: readonly number[]): Figure {
  const [half, most] = [percentile(lateMs, 0.5), Math.max(...lateMs)];
  return atMost(150, {
    what: `disobedient client: from the clock's zero to silence at a viewer, p95 of ${lateMs.length} turns`,
    value: percentile(lateMs, 0.95),
    unit: 'ms',
    limitedBy: `the server's timer and its word to the media worker; half within ${half.toFixed(1)} ms, the worst ${most.toFixed(1)} ms`,
  });
}
