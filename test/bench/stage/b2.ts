import { setTimeout as rest } from 'node:timers/promises';
import { RtcEndpoint } from '../../support/rtc/endpoint.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { atMost, type Figure, median, spread } from '../figure.ts';
import type { CrowdProcedures } from './crowd-process.ts';
import { BenchProcess } from './process.ts';
import type { RoomProcedures } from './room-process.ts';
import { takeSeat } from './seats.ts';

const sizes = [10, 100, 1_000];
/** Of the two rooms of this many, one sees 500 come and go and the other one does not. */
const steadySize = 100;
const comings = 500;
const comingAtOnce = 100;
const rounds = 6;
const roundMs = 3_000;
/** From the first word on, until everybody who hears it has been woken. */
const settleMs = 700;
/** A second of speech. */
const voicePackets = 50;
/** The rooms by their sizes; the last one is the calm twin of the second. */
const [small, churned, large, calm] = [0, 1, 2, 3];

type Rooms = BenchProcess<RoomProcedures>;
type Crowd = BenchProcess<CrowdProcedures>;
type Hall = { rooms: Rooms; crowds: Crowd[]; urls: string[]; voices: LiveVoice[] };

/**
 * B2: viewers of one voice, in media rooms of ours (one debate has 300 seats), each on a worker of its own. The rooms
 * take turns to speak; the two that are compared after the comings and goings always speak together.
 */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const hall = await openHall(opened);
  for (const [index, count] of [...sizes, steadySize].entries()) await fill(hall, index, count);
  const growth = await windows(hall, [[small], [churned, calm], [large]]);
  await churn(hall);
  const afterwards = await windows(hall, [[churned, calm]]);
  return [slopeFigure(growth), churnFigure(growth, afterwards)];
}

async function openHall(opened: AsyncDisposableStack): Promise<Hall> {
  const rooms = opened.use(BenchProcess.start<RoomProcedures>('room-process.ts'));
  const crowds = [0, 1].map(() => opened.use(BenchProcess.start<CrowdProcedures>('crowd-process.ts')));
  for (const crowd of crowds) await crowd.call('onlyCount', undefined);
  const urls = await rooms.call('open', sizes.length + 1);
  const voices = urls.map(() => new LiveVoice());
  for (const [index, voice] of voices.entries()) {
    voice.fallSilent();
    const { ask } = await takeSeat(urls[index] as string);
    const speaker = opened.use(await RtcEndpoint.open(ask, { direction: 'send' }));
    await speaker.produce('microphone', voice);
  }
  return { rooms, crowds, urls, voices };
}

const nameOf = (index: number): string => `room ${index}`;

async function fill({ crowds, urls }: Hall, index: number, count: number): Promise<void> {
  const share = Math.ceil(count / crowds.length);
  await Promise.all(
    crowds.map((crowd) =>
      take(crowd, { name: nameOf(index), count: share, seatsUrl: urls[index] as string }),
    ),
  );
}

async function take(
  crowd: Crowd,
  { name, count, seatsUrl }: { name: string; count: number; seatsUrl: string },
) {
  await crowd.call('enter', { name, count, entrance: { seatsUrl }, largeHeightPx: 0 });
  await crowd.call('watch', { name, slotId: null });
}

/** 500 come to the room of 100 and leave again, some at a time. */
async function churn({ crowds, urls }: Hall): Promise<void> {
  const [crowd] = crowds as [Crowd];
  const seatsUrl = urls[churned] as string;
  for (let come = 0; come < comings; come += comingAtOnce) {
    await take(crowd, { name: 'passing', count: comingAtOnce, seatsUrl });
    await rest(settleMs);
    await crowd.call('leave', 'passing');
  }
}

/**
 * Of one room in one round: microseconds of its worker for each packet that arrived, milliseconds a second, and how
 * much of what was said arrived.
 */
type Load = { perPacket: number; msPerSecond: number; arrived: number };
/** The rooms by their index. */
type Round = Map<number, Load>;

async function windows(hall: Hall, turns: readonly number[][]): Promise<Round[]> {
  const all: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const loads: Round = new Map();
    for (const indexes of turns)
      for (const [index, load] of await speakAndMeasure(hall, indexes)) loads.set(index, load);
    const said = [...loads].map(([index, { perPacket }]) => `${nameOf(index)} ${perPacket.toFixed(2)} µs`);
    console.log(`  round ${round}: ${said.join(', ')}`);
    if (round > 0) all.push(loads);
  }
  return all;
}

async function speakAndMeasure(hall: Hall, indexes: readonly number[]): Promise<[number, Load][]> {
  for (const index of indexes) hall.voices[index]?.speak();
  await rest(settleMs);
  const before = await Promise.all(indexes.map((index) => read(hall, index)));
  const startedAtMs = performance.now();
  await rest(roundMs);
  const after = await Promise.all(indexes.map((index) => read(hall, index)));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  for (const index of indexes) hall.voices[index]?.fallSilent();
  return indexes.map((index, place) => {
    const [from, to] = [before[place] as Reading, after[place] as Reading];
    const usedMs = to.usedMs - from.usedMs;
    const perPacket = (usedMs * 1_000) / (to.packets - from.packets);
    const listeners = sizes[index] ?? steadySize;
    const arrived = (to.packets - from.packets) / (listeners * voicePackets * seconds);
    return [index, { perPacket, msPerSecond: usedMs / seconds, arrived }];
  });
}

type Reading = { usedMs: number; packets: number };

async function read({ rooms, crowds }: Hall, index: number): Promise<Reading> {
  const [{ workersMs }, ...packets] = await Promise.all([
    rooms.call('cpu', index),
    ...crowds.map((crowd) => crowd.call('packets', nameOf(index))),
  ]);
  return { usedMs: workersMs, packets: packets.reduce((sum, one) => sum + one, 0) };
}

const of = (rounds: readonly Round[], index: number, pick: (load: Load) => number): number[] =>
  rounds.map((loads) => pick(loads.get(index) as Load));

/** How steeply the logarithm of cost climbs with the logarithm of size, between these two rooms. */
function slopes(rounds: readonly Round[], from: number, to: number): number[] {
  const [low, high] = [
    of(rounds, from, (load) => load.msPerSecond),
    of(rounds, to, (load) => load.msPerSecond),
  ];
  const step = Math.log((sizes[to] as number) / (sizes[from] as number));
  return high.map((cost, index) => Math.log(cost / (low[index] as number)) / step);
}

function slopeFigure(rounds: readonly Round[]): Figure {
  const [lower, upper] = [slopes(rounds, small, churned), slopes(rounds, churned, large)];
  const each = sizes.map((size, index) => {
    const perPacket = median(of(rounds, index, (load) => load.perPacket));
    const arrived = median(of(rounds, index, (load) => load.arrived));
    return `${perPacket.toFixed(2)} µs a packet at ${size} (${(100 * arrived).toFixed(0)} % arrived)`;
  });
  return atMost(1.02, {
    what: 'B2 10, 100 and 1,000 viewers of one voice: slope of the logarithm of processor time, the steeper half',
    value: Math.max(median(lower), median(upper)),
    unit: 'to 1',
    limitedBy: `sending and sealing each packet for each viewer: ${each.join(', ')}; rounds ${spread(lower, 3)} to 100 and ${spread(upper, 3)} to 1,000`,
  });
}

function churnFigure(before: readonly Round[], after: readonly Round[]): Figure {
  const against = (loads: Round) =>
    (loads.get(churned) as Load).perPacket / (loads.get(calm) as Load).perPacket;
  const [was, is] = [before.map(against), after.map(against)];
  return atMost(1.02, {
    what: `B2 cost for each viewer of ${steadySize} after ${comings} more came and left, against before`,
    value: median(is) / median(was),
    unit: '×',
    limitedBy: `against a room beside it that nobody entered: ${spread(was, 3)} before, ${spread(is, 3)} after`,
  });
}
