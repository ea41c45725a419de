import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Audience } from '../../server/rules/speaking.ts';
import { DirectRoom } from '../support/direct-room.ts';
import { Camera, pictureNumberOf } from '../support/picture.ts';
import { numberOf, Voice } from '../support/rtp.ts';

const crew = { isCrew: true };
const viewer = { isCrew: false };
let direct: DirectRoom;

beforeEach(async () => {
  direct = await DirectRoom.open();
});
afterEach(() => direct.close());

it('FLOOR-1 a microphone that only the crew may hear reaches a moderator, and nobody else whatever they ask', async () => {
  const { room, wire } = direct;
  const voice = new Voice();
  const { producerId } = await direct.publish('microphone', voice);
  await room.match(() => 'crew');
  const moderator = await direct.listen(producerId, { ...crew, numberOf });
  const outsider = await direct.listen(producerId, { ...viewer, numberOf });
  for (let said = 0; said < 20; said += 1) {
    await outsider.peer.resumeConsumer(outsider.consumerId);
    wire.say(producerId, voice.next().packet);
  }
  await wire.settled();
  expect([moderator.heard.length, outsider.heard.length]).toEqual([20, 0]);
  expect(room.producers()).toMatchObject([{ isOpen: false }]);

  await room.match(() => 'everybody');
  const { number, packet } = voice.next();
  wire.say(producerId, packet);
  await wire.settled();
  expect([moderator.heard.at(-1), outsider.heard]).toEqual([number, [number]]);
  expect(room.producers()).toMatchObject([{ isOpen: true }]);
});

it('FLOOR-1 a camera shown to the crew begins for everybody else with a key frame that is asked for', async () => {
  const { room, wire } = direct;
  const camera = new Camera();
  const { producerId } = await direct.publish('camera', camera);
  const moderator = await direct.listen(producerId, { ...crew, numberOf: pictureNumberOf });
  const outsider = await direct.listen(producerId, { ...viewer, numberOf: pictureNumberOf });
  await room.match(() => 'crew');
  const shown = [camera.next({ isKeyFrame: true }), camera.next({ isKeyFrame: false })];
  for (const { packet } of shown) wire.say(producerId, packet);
  await wire.settled();
  expect([moderator.heard.length, outsider.heard.length]).toEqual([2, 0]);

  const askedBefore = await wire.keyFramesAsked(producerId);
  await room.match(() => 'everybody');
  wire.say(producerId, camera.next({ isKeyFrame: false }).packet);
  await vi.waitUntil(async () => (await wire.keyFramesAsked(producerId)) > askedBefore, { timeout: 3_000 });
  expect(outsider.heard).toEqual([]);
  const key = camera.next({ isKeyFrame: true });
  wire.say(producerId, key.packet);
  await wire.settled();
  expect(outsider.heard).toEqual([key.number]);
});

it('FLOOR-2 from everybody back to the crew: the others hear nothing from the instant match() resolves', async () => {
  const { room, wire } = direct;
  const voice = new Voice();
  const { producerId } = await direct.publish('microphone', voice);
  const outsider = await direct.listen(producerId, { ...viewer, numberOf });
  await room.match(() => 'everybody');
  wire.say(producerId, voice.next().packet);
  await room.match(() => 'crew');
  await wire.settled();
  const heardBefore = outsider.heard.length;
  for (let said = 0; said < 20; said += 1) wire.say(producerId, voice.next().packet);
  await wire.settled();
  expect([heardBefore, outsider.heard.length]).toEqual([1, 1]);
});

type Step =
  | { kind: 'match'; audience: Audience }
  | { kind: 'wish'; who: 'moderator' | 'outsider'; isWished: boolean }
  | { kind: 'say' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('match'),
    audience: fc.constantFrom<Audience>('nobody', 'crew', 'everybody'),
  }),
  fc.record({
    kind: fc.constant('wish'),
    who: fc.constantFrom('moderator', 'outsider'),
    isWished: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('say') }),
);

it('FLOOR-1 in every order of rules, wishes and words, each hears exactly what was both meant for and wished by them', async () => {
  const voice = new Voice();
  const { producerId } = await direct.publish('microphone', voice);
  const moderator = await direct.listen(producerId, { ...crew, numberOf });
  const outsider = await direct.listen(producerId, { ...viewer, numberOf });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const meant = await play(steps, { voice, producerId, moderator, outsider });
      expect(moderator.heard.splice(0)).toEqual(meant.moderator);
      expect(outsider.heard.splice(0)).toEqual(meant.outsider);
    }),
    { numRuns: 100 },
  );
});

type Listener = Awaited<ReturnType<DirectRoom['listen']>>;
type Cast = { voice: Voice; producerId: string; moderator: Listener; outsider: Listener };

/** Does the steps without waiting for any of them, and tells which words each listener should have heard. */
async function play(steps: readonly Step[], { voice, producerId, ...listeners }: Cast) {
  const { room, wire } = direct;
  let audience: Audience = 'nobody';
  const wished = { moderator: true, outsider: true };
  const meant = { moderator: [] as number[], outsider: [] as number[] };
  const done: Promise<void>[] = [room.match(() => 'nobody')];
  const ask = (who: keyof typeof listeners, isWished: boolean) => {
    wished[who] = isWished;
    const { peer, consumerId } = listeners[who];
    done.push(isWished ? peer.resumeConsumer(consumerId) : peer.pauseConsumer(consumerId));
  };
  ask('moderator', true);
  ask('outsider', true);
  for (const each of steps) {
    if (each.kind === 'match') {
      audience = each.audience;
      done.push(room.match(() => each.audience));
    } else if (each.kind === 'wish') ask(each.who, each.isWished);
    else {
      const { number, packet } = voice.next();
      wire.say(producerId, packet);
      if (wished.moderator && audience !== 'nobody') meant.moderator.push(number);
      if (wished.outsider && audience === 'everybody') meant.outsider.push(number);
    }
  }
  await Promise.all(done);
  await wire.settled();
  return meant;
}
