import { Refusal } from '../../protocol/refusals.ts';
import type { RequestName } from '../../protocol/requests.ts';
import type { StageCommand } from '../../rules/stage.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, inside } from './caller.ts';

type StageRequest = Extract<
  RequestName,
  `${'hand' | 'floor' | 'phase'}.${string}` | 'debate.start' | 'debate.end' | 'identity.confirm'
>;

async function command(
  caller: Caller,
  commandId: string,
  stageCommand: StageCommand,
): Promise<Record<string, never>> {
  const { debate, member } = inside(caller);
  await debate.command(member, commandId, stageCommand);
  return {};
}

/** The slot a candidate speaks for: that of the ticket, whatever the message says. */
function ownSlot({ claims }: Caller): string {
  if (claims.slotId === null) throw new Refusal('not-in-lineup');
  return claims.slotId;
}

export const stageRequests: Pick<Handlers<Caller>, StageRequest> = {
  'hand.raise': (caller, _, id) => command(caller, id, { kind: 'raise', slotId: ownSlot(caller) }),
  'hand.lower': (caller, _, id) => command(caller, id, { kind: 'lower', slotId: ownSlot(caller) }),
  'floor.yield': (caller, _, id) => command(caller, id, { kind: 'yield', slotId: ownSlot(caller) }),
  'debate.start': (caller, _, id) => command(caller, id, { kind: 'start' }),
  'floor.give': (caller, { slotId }, id) => command(caller, id, { kind: 'give', slotId }),
  'floor.take': (caller, _, id) => command(caller, id, { kind: 'take' }),
  'phase.next': (caller, _, id) => command(caller, id, { kind: 'next-phase' }),
  'debate.end': (caller, _, id) => command(caller, id, { kind: 'end', cause: 'moderator' }),
  'identity.confirm': async (caller, { slotId }, id) => {
    const { debate, member } = inside(caller);
    await debate.confirmIdentity(member, id, slotId);
    return {};
  },
};
