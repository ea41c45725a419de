import type { NextStep } from '../../server/rules/next-step.ts';
import { type Desk, liveStage } from './desk.ts';
import { placeOfKey } from './keys.ts';
import {
  admitAll,
  admitRequest,
  askPause,
  askRemoval,
  askTime,
  callRoll,
  give,
  quickMs,
  takeStep,
  takeTurnBack,
  toggleMute,
  undo,
} from './moves.ts';
import type { LastAct } from './useActs.ts';

/** What the console stands at when a key is pressed. */
export type Standing = { desk: Desk; step: NextStep | null; last: LastAct | null };

/** Does what a key stands for; keys that stand for nothing are left alone. */
export function pressKey(standing: Standing, key: string): void {
  const { desk } = standing;
  const place = placeOfKey(key);
  if (place !== null) pick(desk, place);
  general[key]?.(standing);
  const slotId = desk.chosen ?? liveStage(desk.view)?.turn?.slotId ?? null;
  if (slotId !== null) forOne[key]?.(desk, slotId);
}

const general: Record<string, (standing: Standing) => void> = {
  KeyN: ({ desk, step }) => takeStep(desk, step),
  KeyU: ({ desk, last }) => undo(desk, last),
  KeyT: ({ desk }) => takeTurnBack(desk),
  KeyO: ({ desk }) => admitRequest(desk),
  KeyP: ({ desk }) => askPause(desk),
  KeyA: ({ desk }) => admitAll(desk),
  KeyC: ({ desk }) => callRoll(desk),
  Escape: ({ desk }) => desk.choose(null),
};

const longer = (desk: Desk, slotId: string) => askTime(desk, slotId, quickMs);
const shorter = (desk: Desk, slotId: string) => askTime(desk, slotId, -quickMs);

/** On whoever is picked, else on whoever has the floor. */
const forOne: Record<string, (desk: Desk, slotId: string) => void> = {
  KeyG: give,
  KeyM: toggleMute,
  KeyX: askRemoval,
  Equal: longer,
  'Shift+Equal': longer,
  NumpadAdd: longer,
  Minus: shorter,
  NumpadSubtract: shorter,
};

function pick(desk: Desk, place: number): void {
  const slot = desk.view.lineup.find(({ position }) => position === place);
  if (slot) desk.choose(slot.id);
}
