import type { EvidenceEntry } from '../../../server/protocol/evidence.ts';
import { recordedTurns } from '../../../server/rules/recorded-turns.ts';
import { type Plan, replay } from '../../../server/rules/stage.ts';
import { openTestHub, type TestHub } from '../hub.ts';
import { Line } from '../line.ts';
import { chancesOf } from '../seed.ts';
import { formatOf2020, withLineup } from './campaign.ts';
import { Listener } from './listener.ts';
import { lead } from './moderation.ts';
import { Speaker } from './speaker.ts';

/** Lengths are of the debate as it was played; `heardMs` is counted from packets at a viewer, nothing else. */
export type Rehearsed = {
  lengthMs: number;
  turnMs: number;
  pauseMs: number;
  silentMs: number;
  turns: number;
  accounts: { slotId: string; accountMs: number; heardMs: number }[];
  entries: EvidenceEntry[];
};

export type Wanted = { speakers: number; speed: number; seed: number };

/** A whole debate in the format of 2020: real sockets, real RTP from everybody all the time, one listener. */
export async function rehearse({ speakers: count, speed, seed }: Wanted): Promise<Rehearsed> {
  await using opened = new AsyncDisposableStack();
  const hub = opened.use(await openTestHub((file) => withLineup(file, count, formatOf2020(speed))));
  const moderator = opened.adopt(
    await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId)),
    (line) => line.leave(),
  );
  const speakers: Speaker[] = [];
  for (const candidate of hub.candidates)
    speakers.push(opened.adopt(await Speaker.join(hub, candidate), (speaker) => speaker.close()));
  const listener = opened.adopt(await Listener.join(hub), (listening) => listening.close());
  const home = await hub.stores.debates.homeRecord(hub.debateId);
  const plan: Plan = { format: home.format, lineup: home.lineup };
  for (const { slotId } of speakers) await moderator.ask('slot.admit', { slotId });
  await moderator.until('producers', ({ producers }) => producers.length >= 2 * count);
  await listener.follow(moderator.newest('producers')?.producers ?? []);
  await lead({ plan, moderator, speakers, chances: chancesOf(seed) });
  return reckon(hub, plan, listener);
}

/** From the evidence, and beside it what was really heard. */
async function reckon(hub: TestHub, plan: Plan, listener: Listener): Promise<Rehearsed> {
  const entries = await hub.stores.evidence.read(hub.debateId);
  const stage = replay(plan, entries);
  if (stage.status !== 'ended' || stage.startedAtMs === null) throw new Error('the debate did not end');
  const { turnsOf, pauses } = recordedTurns(entries, plan, stage.endedAtMs);
  const stretches = plan.lineup.flatMap(({ id }) => turnsOf(id));
  const lengthMs = stage.endedAtMs - stage.startedAtMs;
  const turnMs = sum(stretches.map(({ fromMs, toMs }) => toMs - fromMs));
  const pauseMs = sum(pauses.map(({ fromMs, toMs }) => toMs - fromMs));
  return {
    lengthMs,
    turnMs,
    pauseMs,
    silentMs: silenceIn([...stretches, ...pauses], { fromMs: stage.startedAtMs, toMs: stage.endedAtMs }),
    turns: stretches.length,
    accounts: plan.lineup.map(({ id: slotId }) => ({
      slotId,
      accountMs: stage.usedMs[slotId] ?? 0,
      heardMs: listener.heardMs(slotId),
    })),
    entries,
  };
}

type Stretch = { fromMs: number; toMs: number };

/** What none of these covers, counted by walking along them: a second way to the same figure. */
function silenceIn(covered: readonly Stretch[], { fromMs, toMs }: Stretch): number {
  let [silentMs, reachedMs] = [0, fromMs];
  for (const stretch of covered.toSorted((a, b) => a.fromMs - b.fromMs)) {
    silentMs += Math.max(0, stretch.fromMs - reachedMs);
    reachedMs = Math.max(reachedMs, stretch.toMs);
  }
  return silentMs + Math.max(0, toMs - reachedMs);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
