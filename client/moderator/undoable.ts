import type { RequestName } from '../../server/protocol/requests.ts';
import type { Command } from '../state/useCommand.ts';

/** The requests whose effect on the stage can be taken back (FLOOR-11; `isUndoable` of the rules is the judge). */
const undoable = [
  'floor.give',
  'floor.interrupt',
  'floor.take',
  'phase.next',
  'time.adjust',
  'debate.pause',
  'debate.continue',
  'slot.mute',
  'slot.unmute',
  'slot.remove',
  'slot.readmit',
  'slot.admit',
] as const satisfies readonly RequestName[];

export type UndoableCommand = Extract<Command, { name: (typeof undoable)[number] }>;

export function isUndoable(command: Command): command is UndoableCommand {
  return undoable.some((name) => name === command.name);
}
