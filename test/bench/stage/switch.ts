import { setTimeout as rest } from 'node:timers/promises';
import type { ProducerView } from '../../../server/protocol/media.ts';
import { readPicture } from '../../support/rtc/vp8.ts';
import { atMost, type Figure, percentile } from '../figure.ts';
import type { Person, Twelve } from './twelve.ts';

const switches = 41;
const everyMs = 1_300;
/** Who wants the floor raises a hand so many turns before. */
const announcedTurns = 2;
/** So long before the floor is given the next speaker talks into a closed microphone, as people do. */
const eagerMs = 200;
const topLayer = 2;

/** What one listener got of a new speaker, counted from the moderator's command. */
type Arrival = { voiceMs: number | undefined; pictureMs: number | undefined };

/** Gives the floor from one to the next, and takes down when the others hear the voice and see the large picture. */
export async function measureSwitches(twelve: Twelve): Promise<Figure[]> {
  const arrivals: Arrival[] = [];
  const speakerOf = (turn: number) => twelve.persons[turn % twelve.persons.length] as Person;
  for (let turn = -announcedTurns; turn <= switches; turn += 1) {
    await speakerOf(turn + announcedTurns).page.ask('hand.raise', { kind: 'turn' });
    if (turn < 0) continue;
    const heard = await giveFloorTo(speakerOf(turn), twelve);
    if (turn > 0) arrivals.push(...heard);
  }
  const count = `${switches} switches, ${arrivals.length} listeners`;
  return [
    figure(`first packet of the voice, p95 of ${count}`, pick(arrivals, 'voiceMs'), voiceLimit),
    figure(`key frame of the large picture, p95 of ${count}`, pick(arrivals, 'pictureMs'), pictureLimit),
  ];
}

async function giveFloorTo(speaker: Person, { leader, persons }: Twelve): Promise<Arrival[]> {
  speaker.voice.speak();
  await rest(eagerMs);
  const givenAtMs = performance.now();
  const others = persons.filter((person) => person !== speaker);
  const arrivals = others.map((person) => watch(person, speaker.slotId, givenAtMs));
  await leader.give(speaker.slotId);
  await rest(everyMs);
  speaker.voice.fallSilent();
  return arrivals;
}

/** A picture has come when the last packet of its key frame has. */
function watch(person: Person, slotId: string, givenAtMs: number): Arrival {
  const arrival: Arrival = { voiceMs: undefined, pictureMs: undefined };
  let keyFrame: number | undefined;
  person.hear = (producer: ProducerView, packet, atMs) => {
    if (producer.slotId !== slotId) return;
    if (producer.source === 'microphone') arrival.voiceMs ??= atMs - givenAtMs;
    else if (arrival.pictureMs === undefined) {
      const picture = readPicture(packet);
      if (picture?.layer !== topLayer) return;
      if (picture.isKey && picture.isFirstPacket) keyFrame = picture.frame;
      const isLast = (packet.readUInt8(1) & 0x80) !== 0;
      if (picture.frame === keyFrame && isLast) arrival.pictureMs = atMs - givenAtMs;
    }
  };
  return arrival;
}

const voiceLimit = 'the commit of the turn, then the next packet of the voice (one every 20 ms)';
const pictureLimit =
  'the camera, which sends its larger sizes only when somebody wants them, then its next frame';

function pick(arrivals: readonly Arrival[], which: keyof Arrival): number[] {
  return arrivals.map((arrival) => arrival[which] ?? Number.POSITIVE_INFINITY);
}

function figure(what: string, timesMs: readonly number[], limit: string): Figure {
  const came = timesMs.filter(Number.isFinite);
  const half = percentile(came, 0.5).toFixed(0);
  const missing = timesMs.length - came.length;
  return atMost(400, {
    what: `B3 switch of speaker, from the moderator's command to the ${what}`,
    value: percentile(timesMs, 0.95),
    unit: 'ms',
    limitedBy: `${limit}; half within ${half} ms, the worst ${Math.max(...came).toFixed(0)} ms, ${missing} not within ${everyMs} ms`,
  });
}
