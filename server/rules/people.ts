/** Who is let onto the stage, silenced, sent out and let in again (rules STAGE-1 to STAGE-4). */
import type { EvidenceFact } from '../protocol/evidence.ts';
import { Refusal, unreachable } from '../protocol/refusals.ts';
import type { Stage } from '../protocol/stage.ts';
import { returnFloor } from './interruptions.ts';
import type { PeopleCommand, Plan } from './stage.ts';
import { clockMs } from './stage-course.ts';
import { endHeld, endTurn } from './turns.ts';

type Moment = { plan: Plan; stage: Exclude<Stage, { status: 'ended' }>; nowMs: number };

/** Somebody who is not in the lineup is refused whatever is asked for them. */
export function refuseStranger(plan: Plan, slotId: string): void {
  if (!plan.lineup.some((slot) => slot.id === slotId)) throw new Refusal('not-in-lineup');
}

/** What these commands do before the start and while the debate is live. What is so already is not done again. */
export function decidePeople(moment: Moment, command: PeopleCommand): EvidenceFact[] {
  const { plan, stage } = moment;
  const { slotId } = command;
  refuseStranger(plan, slotId);
  const isRemoved = stage.removed.includes(slotId);
  switch (command.kind) {
    case 'admit':
      if (isRemoved) throw new Refusal('removed-from-debate');
      return stage.admitted.includes(slotId) ? [] : [{ kind: 'slot.admitted', payload: { slotId } }];
    case 'remove': {
      const { reason } = command;
      return isRemoved
        ? []
        : [...endTheirs(moment, slotId), { kind: 'slot.removed', payload: { slotId, reason } }];
    }
    case 'readmit':
      if (!isRemoved) throw new Refusal('not-removed');
      return [{ kind: 'slot.readmitted', payload: { slotId, reason: command.reason } }];
    case 'mute':
    case 'unmute':
      return setMute(stage, command);
    default:
      return unreachable(command);
  }
}

function setMute(
  stage: Moment['stage'],
  command: Extract<PeopleCommand, { kind: 'mute' | 'unmute' }>,
): EvidenceFact[] {
  if (stage.status !== 'live') throw new Refusal('debate-not-live');
  const { slotId } = command;
  const isMuted = stage.muted.includes(slotId);
  if (command.kind === 'mute')
    return isMuted ? [] : [{ kind: 'slot.muted', payload: { slotId, reason: command.reason } }];
  return isMuted ? [{ kind: 'slot.unmuted', payload: { slotId } }] : [];
}

/** Who is sent out loses the floor, also one that stands still; an interrupted speaker gets it back. */
function endTheirs({ plan, stage, nowMs }: Moment, slotId: string): EvidenceFact[] {
  if (stage.status !== 'live') return [];
  const moment = { plan, stage, nowMs: clockMs(stage, nowMs) };
  if (stage.turn?.slotId === slotId) return [...endTurn(moment, 'removed'), ...returnFloor(moment)];
  return stage.held?.slotId === slotId ? endHeld(moment, 'removed') : [];
}
