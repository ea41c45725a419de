import { Refusal } from '../../protocol/refusals.ts';
import type { RequestName } from '../../protocol/requests.ts';
import type { StageCommand } from '../../rules/stage.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, inside } from './caller.ts';

type StageRequest = Extract<
  RequestName,
  | `${'hand' | 'floor' | 'phase' | 'time' | 'slot' | 'act'}.${string}`
  | 'debate.start'
  | 'debate.pause'
  | 'debate.continue'
  | 'debate.end'
>;

async function command(
  caller: Caller,
  commandId: string,
  stageCommand: StageCommand,
): Promise<Record<string, never>> {
  const { debate, member } = inside(caller);
  await debate.desk.command(member, commandId, stageCommand);
  return {};
}

/** The slot a candidate speaks for: that of the ticket, whatever the message says. */
function ownSlot({ claims }: Caller): string {
  if (claims.slotId === null) throw new Refusal('not-in-lineup');
  return claims.slotId;
}

/** Commands on the stage: each is one command of the rules, for the slot or by the moderator of the connection. */
export const stageRequests: Pick<Handlers<Caller>, StageRequest> = {
  'hand.raise': (caller, { kind: hand }, id) =>
    command(caller, id, { kind: 'raise', slotId: ownSlot(caller), hand }),
  'hand.lower': (caller, _, id) => command(caller, id, { kind: 'lower', slotId: ownSlot(caller) }),
  'hand.dismiss': (caller, input, id) => command(caller, id, { kind: 'lower', ...input }),
  'floor.yield': (caller, _, id) => command(caller, id, { kind: 'yield', slotId: ownSlot(caller) }),
  'debate.start': (caller, _, id) => command(caller, id, { kind: 'start' }),
  'debate.pause': (caller, { reason }, id) => command(caller, id, { kind: 'pause', reason }),
  'debate.continue': (caller, _, id) => command(caller, id, { kind: 'continue' }),
  'debate.end': (caller, _, id) => command(caller, id, { kind: 'end', cause: 'moderator' }),
  'floor.give': (caller, input, id) => command(caller, id, { kind: 'give', ...input }),
  'floor.interrupt': (caller, { slotId, kind: cause }, id) =>
    command(caller, id, { kind: 'interrupt', slotId, cause }),
  'floor.take': (caller, _, id) => command(caller, id, { kind: 'take' }),
  'time.adjust': (caller, input, id) => command(caller, id, { kind: 'adjust', ...input }),
  'phase.next': (caller, _, id) => command(caller, id, { kind: 'next-phase' }),
  'act.undo': async (caller, _, id) => {
    const { debate, member } = inside(caller);
    await debate.desk.undo(member, id);
    return {};
  },
  'slot.admit': (caller, input, id) => command(caller, id, { kind: 'admit', ...input }),
  'slot.mute': (caller, input, id) => command(caller, id, { kind: 'mute', ...input }),
  'slot.unmute': (caller, input, id) => command(caller, id, { kind: 'unmute', ...input }),
  'slot.remove': (caller, input, id) => command(caller, id, { kind: 'remove', ...input }),
  'slot.readmit': (caller, input, id) => command(caller, id, { kind: 'readmit', ...input }),
};
