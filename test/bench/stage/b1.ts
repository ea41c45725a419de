import { setTimeout as rest } from 'node:timers/promises';
import { RtcEndpoint } from '../../support/rtc/endpoint.ts';
import { LiveCamera } from '../../support/rtc/live-camera.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { atMost, type Figure, median, spread } from '../figure.ts';
import type { BareProcedures } from './bare-process.ts';
import type { CpuMs } from './cpu.ts';
import type { CrowdProcedures } from './crowd-process.ts';
import { type BenchHub, openBenchHub } from './hub.ts';
import type { HubPlace } from './hub-process.ts';
import { Page } from './page.ts';
import { BenchProcess } from './process.ts';
import { Leader, openFormat } from './scene.ts';
import { takeSeat } from './seats.ts';

const viewers = 100;
const rounds = 9;
const roundMs = 5_000;
/** Until receivers' lines are estimated and everybody gets the large picture. */
const warmUpMs = 6_000;
const largeHeightPx = 720;

/** What one round cost: microseconds for each packet that arrived at a viewer. */
type Cost = { total: number; server: number; workers: number; packetsPerSecond: number };
type Arm = { name: string; cpu(): Promise<CpuMs> };

/**
 * B1: our whole server against bare mediasoup. Both forward the same all the time, to crowds in one process, and are
 * measured over the same moments, so that whatever the machine does meanwhile happens to both.
 */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const hub = await openBenchHub(opened, { speakers: 2, format: openFormat(600_000) });
  const bare = opened.use(BenchProcess.start<BareProcedures>('bare-process.ts'));
  // Last opened, first closed: viewers must not look for a hub that has gone.
  const crowd = opened.use(BenchProcess.start<CrowdProcedures>('crowd-process.ts'));
  await crowd.call('onlyCount', undefined);
  const arms = { ours: await openOurs(opened, hub, crowd), bare: await openBare(opened, bare, crowd) };
  await rest(warmUpMs);
  const ratios: number[] = [];
  const costs = { ours: [] as Cost[], bare: [] as Cost[] };
  for (let round = 0; round < rounds; round += 1) {
    const [ours, bare] = await Promise.all([measure(arms.ours, crowd), measure(arms.bare, crowd)]);
    console.log(`  round ${round}: ours ${described(ours)}, bare ${described(bare)}`);
    if (round === 0) continue;
    costs.ours.push(ours);
    costs.bare.push(bare);
    ratios.push(ours.total / bare.total);
  }
  return [figure(ratios, costs)];
}

type Crowd = BenchProcess<CrowdProcedures>;
type Bare = BenchProcess<BareProcedures>;

async function openOurs(
  opened: AsyncDisposableStack,
  { place, process }: BenchHub,
  crowd: Crowd,
): Promise<Arm> {
  const { slotId, cookie } = place.candidates[0] as HubPlace['candidates'][0];
  const own = { microphone: new LiveVoice(), camera: new LiveCamera() };
  opened.use(await Page.open({ ...place, as: 'candidate', cookie }, { own, isWatching: false }));
  const leader = opened.use(await Leader.join(place));
  await leader.ask('debate.start', {});
  await leader.give(slotId);
  const entrance = { hub: { url: place.url, debateId: place.debateId } };
  await crowd.call('enter', { name: 'ours', count: viewers, entrance, largeHeightPx });
  await crowd.call('watch', { name: 'ours', slotId });
  return { name: 'ours', cpu: () => process.call('cpu', undefined) };
}

async function openBare(opened: AsyncDisposableStack, process: Bare, crowd: Crowd): Promise<Arm> {
  const seatsUrl = await process.call('open', undefined);
  const seat = await takeSeat(seatsUrl);
  const speaker = opened.use(await RtcEndpoint.open(seat.ask, { direction: 'send' }));
  await speaker.produce('microphone', new LiveVoice());
  await speaker.produce('camera', new LiveCamera());
  await crowd.call('enter', { name: 'bare', count: viewers, entrance: { seatsUrl }, largeHeightPx });
  await crowd.call('watch', { name: 'bare', slotId: null });
  return { name: 'bare', cpu: () => process.call('cpu', undefined) };
}

async function measure({ name, cpu }: Arm, crowd: Crowd): Promise<Cost> {
  const [before, packetsBefore] = await Promise.all([cpu(), crowd.call('packets', name)]);
  const startedAtMs = performance.now();
  await rest(roundMs);
  const [after, packetsAfter] = await Promise.all([cpu(), crowd.call('packets', name)]);
  const packets = packetsAfter - packetsBefore;
  const perPacket = (usedMs: number) => (usedMs * 1_000) / packets;
  const server = perPacket(after.serverMs - before.serverMs);
  const workers = perPacket(after.workersMs - before.workersMs);
  const packetsPerSecond = (packets * 1_000) / (performance.now() - startedAtMs);
  return { total: server + workers, server, workers, packetsPerSecond };
}

function described({ server, workers, packetsPerSecond }: Cost): string {
  return `${workers.toFixed(2)} + ${server.toFixed(2)} µs (${packetsPerSecond.toFixed(0)}/s)`;
}

function figure(ratios: readonly number[], { ours, bare }: { ours: Cost[]; bare: Cost[] }): Figure {
  const of = (costs: readonly Cost[], pick: (cost: Cost) => number) => median(costs.map(pick)).toFixed(2);
  const parts = (costs: readonly Cost[]) =>
    `${of(costs, (cost) => cost.workers)} µs in the media worker and ${of(costs, (cost) => cost.server)} µs in Node`;
  return atMost(1.02, {
    what: `B1 processor time for each delivered packet, ${viewers} viewers of camera and voice, ours against bare mediasoup`,
    value: median(ratios),
    unit: '×',
    limitedBy: `ours ${parts(ours)}, bare ${parts(bare)}; rounds ${spread(ratios, 3)}`,
  });
}
