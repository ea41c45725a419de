import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '../../server/media/limits.ts';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import type { Reply } from '../../server/protocol/refusals.ts';
import type { Output } from '../../server/protocol/requests.ts';
import { Library, openRoom, openWorkers } from '../support/media.ts';
import { MediaDoor } from '../support/media-door.ts';
import { poisons, type Spoiling, spoiled } from '../support/poison.ts';
import { RtcEndpoint } from '../support/rtc/endpoint.ts';
import { LiveCamera } from '../support/rtc/live-camera.ts';
import { LiveVoice } from '../support/rtc/live-voice.ts';
import { playableCapabilities } from '../support/rtc/receiving.ts';
import { drawSeed } from '../support/seed.ts';

const dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] };
const poison = poisons(new LiveVoice().rtpParameters, playableCapabilities);

describe('reliability scenario 43: poison for the media server', () => {
  let library: Library;
  let workers: MediaWorkers;
  let room: MediaRoom;
  let call: { speaker: RtcEndpoint; listener: RtcEndpoint; producerId: string; heard(): number };

  beforeAll(async () => {
    library = new Library();
    workers = await openWorkers();
    room = await openRoom(workers);
    await room.match(() => 'everybody');
    call = await openCall();
  });
  afterAll(async () => {
    call?.speaker.close();
    call?.listener.close();
    await room?.close();
    await workers?.close();
    library.close();
  });

  it.each(Object.entries(poison.dtlsParameters))('a connection with %s is refused', async (_, value) => {
    const { door, sending } = await attacker();
    await isRefusedBefore('connect', () =>
      door.say({ ...named('transport.connect'), input: { transportId: sending, dtlsParameters: value } }),
    );
  });

  it.each(Object.entries(poison.rtpParameters))('a producer with %s is refused', async (_, value) => {
    const { door, sending } = await attacker();
    const input = { transportId: sending, source: 'microphone', rtpParameters: value };
    await isRefusedBefore('produce', () => door.say({ ...named('producer.open'), input }));
  });

  it.each(Object.entries(poison.rtpCapabilities))('a consumer with %s is refused', async (_, value) => {
    const { door, receiving } = await attacker();
    const input = { transportId: receiving, producerId: call.producerId, rtpCapabilities: value };
    await isRefusedBefore('consume', () => door.say({ ...named('consumer.open'), input }));
  });

  it('of 1,000 transports the media server makes two in each direction', async () => {
    const { door } = attackerOutside();
    const openBefore = openTransports();
    const replies = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => {
        const direction = index % 2 === 0 ? 'send' : 'receive';
        return door.say({ ...named('transport.open'), input: { direction } });
      }),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(2 * limits.transportsPerDirection);
    expect(codesOf(replies)).toEqual(new Set(['ok', 'limit-reached']));
    expect(openTransports() - openBefore).toBe(2 * limits.transportsPerDirection);
  });

  it('whatever is spoiled in whatever request, the answer is a refusal we know, and the call goes on', async () => {
    const seed = drawSeed('media poison');
    const { pid } = workers.place();
    const codes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 10, maxLength: 40 }), async (attempts) => {
        for (const reply of await play(attempts)) {
          const code = reply.ok ? 'ok' : reply.code;
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      }),
      { seed, numRuns: 150 },
    );
    console.info('media poison: answers', Object.fromEntries(codes));
    const known = ['ok', 'bad-input', 'media-refused', 'limit-reached', 'not-found'];
    expect([...codes.keys()].filter((code) => !known.includes(code))).toEqual([]);
    expect(codes.get('media-refused')).toBeGreaterThan(0);
    await library.workers[0]?.getResourceUsage();
    expect(workers.place().pid).toBe(pid);
    const heardBefore = call.heard();
    await vi.waitUntil(() => call.heard() >= heardBefore + 25, { timeout: 5_000 });
  }, 120_000);

  type Kind = 'connect' | 'restart' | 'produce' | 'consume' | 'resume' | 'pause' | 'layer' | 'close';
  type Attempt = { kind: Kind; isVideo: boolean; spoilings: Spoiling[] };

  const spoiling: fc.Arbitrary<Spoiling> = fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom('replace', 'remove', 'add', 'double', 'swap'),
    value: fc.nat(10_000),
  });
  const attempt: fc.Arbitrary<Attempt> = fc.record({
    kind: fc.constantFrom<Kind>(
      'connect',
      'restart',
      'produce',
      'consume',
      'resume',
      'pause',
      'layer',
      'close',
    ),
    isVideo: fc.boolean(),
    spoilings: fc.array(spoiling, { maxLength: 3 }),
  });

  /** One person's requests, in order, some of them spoiled; what came of the sound ones is used by the later ones. */
  async function play(attempts: readonly Attempt[]): Promise<Reply<unknown>[]> {
    const { peer, door, sending, receiving } = await attacker();
    let consumerId: string = randomUUID();
    let producerId: string = randomUUID();
    const replies: Reply<unknown>[] = [];
    for (const { kind, isVideo, spoilings } of attempts) {
      const source = isVideo ? 'camera' : 'microphone';
      const { rtpParameters } = isVideo ? new LiveCamera() : new LiveVoice();
      const consumed = { producerId: call.producerId, rtpCapabilities: playableCapabilities };
      const sound = {
        connect: ['transport.connect', { transportId: sending, dtlsParameters }],
        restart: ['transport.restart-ice', { transportId: receiving }],
        produce: ['producer.open', { transportId: sending, source, rtpParameters }],
        consume: ['consumer.open', { transportId: receiving, ...consumed }],
        resume: ['consumer.resume', { consumerId }],
        pause: ['consumer.pause', { consumerId }],
        layer: ['consumer.layer', { consumerId, spatialLayer: 1 }],
        close: ['producer.close', { producerId }],
      } as const;
      const [name, input] = sound[kind];
      const reply = await door.say({ ...named(name), input: spoiled<unknown>(input, spoilings) });
      replies.push(reply);
      if (reply.ok && kind === 'consume') ({ consumerId } = reply.data as Output<'consumer.open'>);
      if (reply.ok && kind === 'produce') ({ producerId } = reply.data as Output<'producer.open'>);
    }
    peer.close();
    return replies;
  }

  async function isRefusedBefore(
    call: 'connect' | 'produce' | 'consume',
    ask: () => Promise<Reply<unknown>>,
  ): Promise<void> {
    const reached = library.transports.map((transport) => vi.spyOn(transport, call));
    expect(await ask()).toMatchObject({ ok: false, code: 'bad-input' });
    for (const spy of reached) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  }

  function attackerOutside() {
    const slotId = randomUUID();
    const peer = room.join({ connectionId: randomUUID(), slotId, mayPublish: true });
    return { peer, door: new MediaDoor(peer) };
  }

  async function attacker() {
    const { peer, door } = attackerOutside();
    const { transportId: sending } = await door.ask('transport.open', { direction: 'send' });
    const { transportId: receiving } = await door.ask('transport.open', { direction: 'receive' });
    return { peer, door, sending, receiving };
  }

  /** Two people over real sockets, who notice nothing of all this. */
  async function openCall(): Promise<typeof call> {
    const speaker = await RtcEndpoint.open(attackerOutside().door.ask, { direction: 'send' });
    const listener = await RtcEndpoint.open(attackerOutside().door.ask, { direction: 'receive' });
    const { producerId } = await speaker.produce('microphone', new LiveVoice());
    const reception = await listener.consume(producerId);
    return { speaker, listener, producerId, heard: () => reception.packets };
  }

  const openTransports = (): number => library.transports.filter(({ closed }) => !closed).length;
});

const named = (name: string) => ({ id: randomUUID(), name });

function codesOf(replies: readonly Reply<unknown>[]): Set<string> {
  return new Set(replies.map((reply) => (reply.ok ? 'ok' : reply.code)));
}
