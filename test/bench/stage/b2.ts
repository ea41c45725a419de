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
const roundMs = 4_000;

type Rooms = BenchProcess<RoomProcedures>;
type Crowd = BenchProcess<CrowdProcedures>;
type Hall = { rooms: Rooms; crowds: Crowd[]; urls: string[] };

/**
 * B2: viewers of one voice, in media rooms of ours (one debate has 300 seats), each on a worker of its own. Every
 * window measures all rooms at once, so that whatever the machine does meanwhile happens to all.
 */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const hall = await openHall(opened);
  for (const [index, count] of [...sizes, steadySize].entries()) await fill(hall, index, count);
  await rest(2_000);
  const growth = await windows(hall);
  await churn(hall);
  await rest(2_000);
  const afterwards = await windows(hall);
  return [slopeFigure(growth), churnFigure(growth, afterwards)];
}

async function openHall(opened: AsyncDisposableStack): Promise<Hall> {
  const rooms = opened.use(BenchProcess.start<RoomProcedures>('room-process.ts'));
  const crowds = [0, 1].map(() => opened.use(BenchProcess.start<CrowdProcedures>('crowd-process.ts')));
  for (const crowd of crowds) await crowd.call('onlyCount', undefined);
  const urls = await rooms.call('open', sizes.length + 1);
  for (const url of urls) {
    const { ask } = await takeSeat(url);
    const speaker = opened.use(await RtcEndpoint.open(ask, { direction: 'send' }));
    await speaker.produce('microphone', new LiveVoice());
  }
  return { rooms, crowds, urls };
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
  const seatsUrl = urls[sizes.indexOf(steadySize)] as string;
  for (let come = 0; come < comings; come += comingAtOnce) {
    await take(crowd, { name: 'passing', count: comingAtOnce, seatsUrl });
    await crowd.call('leave', 'passing');
  }
}

/** Microseconds of the worker of each room for each packet that arrived, and milliseconds a second in all. */
type Load = { perPacket: number; msPerSecond: number };

async function windows(hall: Hall): Promise<Load[][]> {
  const loads: Load[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const load = await measure(hall);
    console.log(`  round ${round}: ${load.map((one) => `${one.perPacket.toFixed(2)} µs`).join(', ')}`);
    if (round > 0) loads.push(load);
  }
  return loads;
}

async function measure(hall: Hall): Promise<Load[]> {
  const indexes = hall.urls.map((_, index) => index);
  const before = await Promise.all(indexes.map((index) => read(hall, index)));
  const startedAtMs = performance.now();
  await rest(roundMs);
  const after = await Promise.all(indexes.map((index) => read(hall, index)));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  return indexes.map((index) => {
    const [from, to] = [before[index] as Reading, after[index] as Reading];
    const usedMs = to.usedMs - from.usedMs;
    return { perPacket: (usedMs * 1_000) / (to.packets - from.packets), msPerSecond: usedMs / seconds };
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

/** The least-squares line through the logarithms of cost and size. */
function slopeOf(costs: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), costs.map(Math.log)];
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, index) => (value - meanX) * ((y[index] as number) - meanY)));
  return covariance / mean(x.map((value) => (value - meanX) ** 2));
}

function slopeFigure(loads: readonly Load[][]): Figure {
  const slopes = loads.map((load) => slopeOf(sizes.map((_, index) => (load[index] as Load).msPerSecond)));
  const each = sizes.map((size, index) => {
    const perPacket = median(loads.map((load) => (load[index] as Load).perPacket));
    return `${perPacket.toFixed(2)} µs a packet at ${size}`;
  });
  return atMost(1.02, {
    what: 'B2 10, 100 and 1,000 viewers of one voice: slope of the logarithm of processor time',
    value: median(slopes),
    unit: 'to 1',
    limitedBy: `sending and sealing each packet for each viewer: ${each.join(', ')}; rounds ${spread(slopes, 3)}`,
  });
}

function churnFigure(before: readonly Load[][], after: readonly Load[][]): Figure {
  const [passed, calm] = [sizes.indexOf(steadySize), sizes.length];
  const against = (load: Load[]) => (load[passed] as Load).perPacket / (load[calm] as Load).perPacket;
  const [was, is] = [before.map(against), after.map(against)];
  return atMost(1.02, {
    what: `B2 cost for each viewer of ${steadySize} after ${comings} more came and left, against before`,
    value: median(is) / median(was),
    unit: '×',
    limitedBy: `against a room beside it that nobody entered: ${spread(was, 3)} before, ${spread(is, 3)} after`,
  });
}
