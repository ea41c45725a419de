import { setTimeout as rest } from 'node:timers/promises';
import { LiveCamera } from '../../support/rtc/live-camera.ts';
import { LiveVoice } from '../../support/rtc/live-voice.ts';
import { atMost, type Figure, median, percentile, spread } from '../figure.ts';
import type { CrowdProcedures } from './crowd-process.ts';
import { openBenchHub } from './hub.ts';
import type { HubPlace } from './hub-process.ts';
import { Page } from './page.ts';
import { BenchProcess } from './process.ts';
import { Leader, openFormat } from './scene.ts';
import { type Reading, SpeakerTap } from './speaker-tap.ts';
import type { Join } from './viewer.ts';

const crowdSizes = [100, 300];
const rounds = 6;
const withinMs = 1_000;
const watchMs = 4_000;
const name = 'public';
/** Two thirds look at a phone, the others at a laptop. */
const screens = [
  { share: 2 / 3, largeHeightPx: 405 },
  { share: 1 / 3, largeHeightPx: 720 },
];

type Storm = { count: number; before: Reading; during: Reading; joins: Join[] };

/** B4: viewers join within one second, while one speaker is on. */
export async function run(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const { place } = await openBenchHub(opened, { speakers: 2, format: openFormat(600_000) });
  const { slotId, cookie } = place.candidates[0] as HubPlace['candidates'][0];
  const tap = new SpeakerTap(new LiveCamera());
  const own = { microphone: new LiveVoice(), camera: tap };
  opened.use(await Page.open({ ...place, as: 'candidate', cookie }, { own, isWatching: false }));
  const leader = opened.use(await Leader.join(place));
  await leader.ask('debate.start', {});
  await leader.give(slotId);
  const crowds = await openCrowds(opened, place);
  const storms: Storm[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const count of crowdSizes) {
      const storm = await measure({ count, tap, crowds, slotId });
      console.log(`  round ${round}: ${described(storm)}`);
      if (round > 0) storms.push(storm);
    }
  return figures(storms);
}

type Crowd = { share: number; process: BenchProcess<CrowdProcedures> };

async function openCrowds(opened: AsyncDisposableStack, place: HubPlace): Promise<Crowd[]> {
  const crowds: Crowd[] = [];
  const hub = { url: place.url, debateId: place.debateId };
  const most = Math.max(...crowdSizes);
  for (const { share, largeHeightPx } of screens) {
    const process = opened.use(BenchProcess.start<CrowdProcedures>('crowd-process.ts'));
    await process.call('enter', { name, entrance: { hub }, largeHeightPx, count: Math.round(most * share) });
    crowds.push({ share, process });
  }
  return crowds;
}

type Measuring = { count: number; tap: SpeakerTap; crowds: readonly Crowd[]; slotId: string };

async function measure({ count, tap, crowds, slotId }: Measuring): Promise<Storm> {
  tap.begin();
  await rest(watchMs);
  const before = tap.end();
  tap.begin();
  const joins = await Promise.all(
    crowds.map(({ share, process }) =>
      process.call('storm', { name, count: Math.round(count * share), withinMs, watchMs, slotId }),
    ),
  );
  return { count, before, during: tap.end(), joins: joins.flat() };
}

/** A browser answers all requests within this, whichever of its sizes they name, with one key frame of all of them. */
const oneKeyFrameMs = 300;

function keyFramesIn(requestsAtMs: readonly number[]): number[] {
  const firsts: number[] = [];
  for (const atMs of requestsAtMs)
    if (atMs - (firsts.at(-1) ?? -oneKeyFrameMs) >= oneKeyFrameMs) firsts.push(atMs);
  return firsts;
}

/** How closely they follow each other, from the first of a storm to the last. */
function perSecond(requestsAtMs: readonly number[], { lastedMs }: Reading): number {
  const [first, last] = [requestsAtMs[0], requestsAtMs.at(-1)];
  if (first === undefined || last === undefined || first === last) return 1_000 / lastedMs;
  return ((requestsAtMs.length - 1) * 1_000) / (last - first);
}

const bitrateRatio = ({ before, during }: Storm): number => during.bitsPerSecond / before.bitsPerSecond;
const times = (storms: readonly Storm[], what: keyof Join): number[] =>
  storms.flatMap(({ joins }) => joins.map((join) => join[what] ?? Number.POSITIVE_INFINITY));
const half = (timesMs: readonly number[]): string => percentile(timesMs, 0.5).toFixed(0);
const nearlyAll = (timesMs: readonly number[]): string => percentile(timesMs, 0.99).toFixed(0);

function described(storm: Storm): string {
  const [frames, voices] = [times([storm], 'frameMs'), times([storm], 'voiceMs')];
  const requests = storm.during.requestsAtMs.map((atMs) => atMs.toFixed(0)).join(' ');
  return [
    `${storm.count} viewers`,
    `first frame p50 ${half(frames)} p99 ${nearlyAll(frames)} ms`,
    `first sound p50 ${half(voices)} p99 ${nearlyAll(voices)} ms`,
    `key frames asked at ${requests} ms`,
    `bitrate ${bitrateRatio(storm).toFixed(3)}`,
  ].join(', ');
}

function figures(storms: readonly Storm[]): Figure[] {
  const large = storms.filter(({ count }) => count === Math.max(...crowdSizes));
  const [frames, voices] = [times(large, 'frameMs'), times(large, 'voiceMs')];
  const slowest = large.map((storm) => percentile(times([storm], 'frameMs'), 0.99));
  const requests = large.map(({ during }) => perSecond(during.requestsAtMs, during));
  const keyFrames = large.map(({ during }) => perSecond(keyFramesIn(during.requestsAtMs), during));
  const bitrates = large.map(bitrateRatio);
  return [
    atMost(1, {
      what: 'B4 300 viewers join within 1 s: key frames a second that the speaker is asked for',
      value: median(keyFrames),
      unit: 'a second',
      limitedBy: `the hub's gate, open for 250 ms once a second; storms ${spread(keyFrames)}`,
    }),
    atMost(1, {
      what: 'B4 300 viewers join within 1 s: packets that ask the speaker for a key frame, a second, all sizes together',
      value: median(requests),
      unit: 'a second',
      limitedBy: `one packet for each of the sizes that somebody needs, at the same moment; storms ${spread(requests)}`,
    }),
    atMost(1.15, {
      what: "B4 300 viewers join within 1 s: the speaker's bitrate against before",
      value: median(bitrates),
      unit: '×',
      limitedBy: `what key frames cost an encoder that keeps to its bitrate; rounds ${spread(bitrates, 3)}`,
    }),
    atMost(1_200, {
      what: 'B4 300 viewers join within 1 s: first whole frame after the viewer’s first request about media, p99 of a storm',
      value: median(slowest),
      unit: 'ms',
      limitedBy: `the wait for the next key frame, up to 1 s; storms ${spread(slowest, 0)}; first frame p50 ${half(frames)} ms, first sound p50 ${half(voices)} and p99 ${nearlyAll(voices)} ms; counts transport.open, ICE, DTLS, consumer.open and resume, and not the ticket and the socket before`,
    }),
  ];
}
