/**
 * The stage of a debate (rules FLOOR-1 to FLOOR-12; turns as domain spec 4.1 and 7.2 count them). The server, a page
 * and a replay of the log use the same functions, so they cannot disagree about who may speak.
 */
import type { Format, Slot } from '../protocol/campaign.ts';
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { HandKind, LiveStage, Stage } from '../protocol/stage.ts';
import { decideLive, expire, startPhase } from './floor.ts';
import { decidePeople } from './people.ts';
import { evolve } from './stage-course.ts';

export type Plan = { format: Format; lineup: readonly Slot[] };

/** A live debate at one instant. */
export type LiveMoment = { plan: Plan; stage: LiveStage; nowMs: number };

export type PeopleCommand =
  | { kind: 'admit'; slotId: string }
  | { kind: 'mute'; slotId: string; reason: string }
  | { kind: 'unmute'; slotId: string }
  | { kind: 'remove'; slotId: string; reason: string }
  | { kind: 'readmit'; slotId: string; reason: string };

export type FloorCommand =
  | { kind: 'start' }
  | { kind: 'give'; slotId: string; planned?: number | undefined }
  | { kind: 'interrupt'; slotId: string; cause: 'point-of-order' | 'interposed' }
  | { kind: 'take' }
  | { kind: 'yield'; slotId: string }
  | { kind: 'next-phase' }
  | { kind: 'end'; cause: 'moderator' | 'failed' }
  | { kind: 'expire' }
  | { kind: 'raise'; slotId: string; hand?: HandKind | undefined }
  | { kind: 'lower'; slotId: string }
  | { kind: 'adjust'; slotId: string; byMs: number; reason: string }
  | { kind: 'pause'; reason: string }
  | { kind: 'continue' }
  /** The connection of whoever holds the floor is lost since then, or is back. A failure of ours is waited out. */
  | { kind: 'lose'; slotId: string; sinceMs: number; isOurs?: boolean }
  | { kind: 'regain'; slotId: string }
  | { kind: 'ask'; questionId: string; text: string }
  | { kind: 'resume'; shiftMs: number };

export type StageCommand = PeopleCommand | FloorCommand;

/** The facts a command makes; none when it changes nothing. A "no" is thrown as a refusal. */
export function decide(plan: Plan, stage: Stage, command: StageCommand, nowMs: number): EvidenceFact[] {
  if (stage.status === 'ended') return unlessSystem(command, 'debate-over');
  if (stage.status === 'live') return decideInTime({ plan, stage, nowMs }, command);
  if (isOfPeople(command)) return decidePeople({ plan, stage, nowMs }, command);
  if (command.kind === 'start') return [{ kind: 'debate.started', payload: {} }, startPhase(plan, 0, nowMs)];
  if (command.kind === 'end' && command.cause === 'failed') {
    return [{ kind: 'debate.ended', payload: { cause: 'failed' } }];
  }
  return unlessSystem(command, 'debate-not-live');
}

/**
 * What has run out by now is over by the hub's clock and by nobody's act: whoever commits it as the hub's own gives a
 * command only the facts that `decide`, asked of the same stage at the same instant, adds to these.
 */
export function overdue(plan: Plan, stage: Stage, nowMs: number): EvidenceFact[] {
  const over = stage.status === 'live' ? expire({ plan, stage, nowMs }) : [];
  if (over.length === 0) return [];
  return [...over, ...overdue(plan, stageAfter({ plan, stage, nowMs }, over), nowMs)];
}

function stageAfter(
  { plan, stage, nowMs }: { plan: Plan; stage: Stage; nowMs: number },
  facts: readonly EvidenceFact[],
): Stage {
  return facts.reduce((so, fact) => evolve(plan, so, fact, nowMs), stage);
}

/** What had run out before a command is over first, however late the clock is; our own outage is no time at all. */
function decideInTime(moment: LiveMoment, command: StageCommand): EvidenceFact[] {
  const { plan, stage, nowMs } = moment;
  const over = command.kind === 'expire' || command.kind === 'resume' ? [] : expire(moment);
  if (over.length === 0)
    return isOfPeople(command) ? decidePeople(moment, command) : decideLive(moment, command);
  if (isToEnd(stage, command)) return over;
  return [...over, ...decide(plan, stageAfter(moment, over), command, nowMs)];
}

/** Whoever wants the running turn to end means the one that had run out, not the one that follows it. */
function isToEnd({ turn }: LiveStage, command: StageCommand): boolean {
  return command.kind === 'take' || (command.kind === 'yield' && command.slotId === turn?.slotId);
}

// A timer that loses its race against the end asks for nothing any more; that is no "no" to anybody.
function unlessSystem(command: StageCommand, code: 'debate-over' | 'debate-not-live'): [] {
  if (command.kind === 'expire' || command.kind === 'lose' || command.kind === 'regain') return [];
  throw new Refusal(code);
}

function isOfPeople(command: StageCommand): command is PeopleCommand {
  return ['admit', 'mute', 'unmute', 'remove', 'readmit'].includes(command.kind);
}

export const emptyLobby: Stage = { status: 'lobby', admitted: [], removed: [] };

export function replay(plan: Plan, entries: readonly (EvidenceFact & { atMs: number })[]): Stage {
  return entries.reduce<Stage>((stage, entry) => evolve(plan, stage, entry, entry.atMs), emptyLobby);
}
