import { randomUUID } from 'node:crypto';
import type { RequestName } from '../../../../server/protocol/requests.ts';
import { Line } from '../../../support/line.ts';
import { askOn } from '../../../support/rtc/ask.ts';
import { RtcEndpoint } from '../../../support/rtc/endpoint.ts';
import { LiveVoice } from '../../../support/rtc/live-voice.ts';
import type { HubPlace } from '../hub-process.ts';
import { Actor, type Cast, type Message } from './cast.ts';
import type { Ledger } from './ledger.ts';
import { asSomebodyElse, fromOutside, onNobody, onOthersMedia, untimely, withoutTheRight } from './tables.ts';
import type { Known } from './values.ts';

const reason = 'A bench';
/** What whoever leads may do before the start, and what changes nothing when it is so already. */
const fineInLobby: RequestName[] = [
  'debate.start',
  'identity.confirm',
  'slot.admit',
  'slot.remove',
  'roll-call.open',
  'chair.take',
];
/** What the chair cannot do while a debate of one part is live, nobody is sent out and nothing stands still. */
const neverNow: RequestName[] = ['debate.start', 'debate.continue', 'phase.next', 'slot.readmit'];

/** What somebody else has open at the media server, and who is who. */
export type Theirs = { known: Known; sendTransportId: string };

export async function openTheirs(opened: AsyncDisposableStack, cast: Cast, place: HubPlace): Promise<Theirs> {
  const open = async (actor: Actor, direction: 'send' | 'receive') =>
    opened.use(await RtcEndpoint.open(askOn(actor.line), { direction }));
  const [send, receive, rivals] = [
    await open(cast.speaker, 'send'),
    await open(cast.speaker, 'receive'),
    await open(cast.rival, 'send'),
  ];
  const { producerId } = await send.produce('microphone', new LiveVoice());
  const heard = await rivals.produce('microphone', new LiveVoice());
  const { consumerId } = await receive.consume(heard.producerId);
  const entered = await cast.deputy.line.ask('debate.enter', {});
  const accountId = entered.ok ? entered.data.chair?.moderators.at(-1)?.accountId : undefined;
  const slotId = place.candidates[0]?.slotId as string;
  const known = { slotId, producerId, consumerId, transportId: receive.transportId };
  return {
    known: { ...known, accountId: accountId ?? '', rollCallId: randomUUID },
    sendTransportId: send.transportId,
  };
}

export async function tryFromOutside(
  opened: AsyncDisposableStack,
  place: HubPlace,
  ledger: Ledger,
): Promise<void> {
  const wait = async (as: Actor['as'], cookie = '') =>
    opened.use(await Actor.waitOutside(place, { as, cookie, title: `a ${as} outside` }));
  const outside = [
    await wait('viewer'),
    await wait('candidate', place.candidates[0]?.cookie),
    await wait('moderator', place.moderators[0]),
    await wait('observer', place.observer),
  ];
  await ledger.tryAll('outside', fromOutside(outside, {}));
  for (const actor of outside) actor.leave();
}

export async function tryInLobby(cast: Cast, { known }: Theirs, ledger: Ledger): Promise<void> {
  const everybody = Object.values(cast);
  await ledger.tryAll('lobby', [
    ...withoutTheRight(everybody, known),
    ...untimely(cast.speaker, known),
    ...untimely(cast.deputy, known),
    ...untimely(cast.chair, { ...known, accountId: randomUUID }, fineInLobby),
  ]);
}

/** What really happens, said by those who may: the messages can be repeated by others. */
export async function act(cast: Cast, place: HubPlace): Promise<Map<Message, Actor>> {
  const said = new Map<Message, Actor>();
  const say = async (by: Actor, name: RequestName, input: object = {}) => {
    said.set(await by.command(name, input), by);
  };
  const { chair, speaker, rival } = cast;
  const [first, second, third] = place.candidates.map(({ slotId }) => ({ slotId }));
  await say(chair, 'debate.start');
  await say(chair, 'floor.give', first);
  await say(chair, 'time.adjust', { ...first, byMs: 1_000, reason });
  await say(rival, 'hand.raise');
  await say(rival, 'hand.lower');
  await say(chair, 'slot.mute', { ...second, reason });
  await say(chair, 'slot.unmute', second);
  await say(chair, 'debate.pause', { reason });
  await say(chair, 'debate.continue');
  await say(speaker, 'floor.yield');
  await say(chair, 'floor.give', second);
  await say(chair, 'floor.take');
  await say(chair, 'slot.remove', { ...third, reason });
  await say(chair, 'floor.give', first);
  return said;
}

export async function tryLive(cast: Cast, { known, sendTransportId }: Theirs, ledger: Ledger): Promise<void> {
  const { removed, speaker, ...others } = cast;
  const inside = [speaker, ...Object.values(others)];
  const intruders = Object.values(others);
  const unless = (actor: Actor, may: readonly RequestName[]) =>
    untimely(actor, known).filter(({ name }) => may.includes(name));
  await ledger.tryAll('live', [
    ...withoutTheRight(inside, known),
    ...untimely(cast.rival, known, ['hand.raise']),
    ...untimely(cast.deputy, known),
    ...unless(cast.chair, neverNow),
    ...onNobody(cast.chair),
    ...onNobody(speaker),
    ...onOthersMedia(intruders, known),
    ...onOthersMedia(intruders, { ...known, transportId: sendTransportId }),
    ...asSomebodyElse(inside, known),
  ]);
}

/** A prompt that only the speaker was shown, typed by another candidate (ROLL-1). */
export async function tryOthersPrompt({ chair, speaker, rival }: Cast, ledger: Ledger): Promise<void> {
  await chair.command('roll-call.open', {});
  const { prompt } = await speaker.line.hear('prompt', (notice) => notice.prompt !== null);
  const own = await rival.line.hear('prompt', (notice) => notice.prompt !== null);
  // Each is a number of its own; once in nine hundred they are the same.
  if (prompt === null || prompt.text === own.prompt?.text) return;
  const { rollCallId, text: answer } = prompt;
  const reply = await rival.say({
    id: randomUUID(),
    name: 'roll-call.answer',
    input: { rollCallId, answer },
  });
  const isRight = reply.ok && (reply.data as { isRight: boolean }).isRight;
  ledger.note("another's prompt in a roll-call", isRight ? null : 'wrong');
}

/** Who was sent out comes back with a new ticket. */
export async function tryComingBack(place: HubPlace, ledger: Ledger): Promise<void> {
  const refused = await Line.join(place, 'candidate', place.candidates[2]?.cookie).then(
    () => null,
    (error: Error) => error.message,
  );
  ledger.note('a removed candidate enters again', refused);
}

/** Everything that was ever done, said again word for word: on the same line, by others, and on a new line. */
export async function tryRepeats(
  cast: Cast,
  { place, said, ledger }: { place: HubPlace; said: Map<Message, Actor>; ledger: Ledger },
): Promise<void> {
  const repeatBy = (by: (first: Actor) => Actor) => async () => {
    await Promise.all([...said].map(([message, first]) => by(first).say(message)));
    return said.size;
  };
  const peerOf = (first: Actor) =>
    first.as === 'moderator' ? cast.deputy : first === cast.rival ? cast.speaker : cast.rival;
  await ledger.repeatAll(
    'said again',
    repeatBy((first) => first),
  );
  await ledger.repeatAll('said again by a peer', repeatBy(peerOf));
  for (const actor of [cast.chair, cast.speaker, cast.rival]) await actor.comeAnew(place);
  await ledger.repeatAll(
    'said again on a new line',
    repeatBy((first) => first),
  );
}

export async function tryAfterwards(cast: Cast, { known }: Theirs, ledger: Ledger): Promise<void> {
  await cast.chair.command('debate.end', {});
  const actors = [cast.chair, cast.deputy, cast.speaker, cast.rival];
  await ledger.tryAll(
    'after the end',
    actors.flatMap((actor) => untimely(actor, known)),
  );
}
