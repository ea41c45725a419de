import type { DebateView, TurnKind } from '../../server/protocol/stage.ts';

/** How a candidate stands in the debate, in the one sentence that matters most now. */
export type Standing =
  | { is: 'ended' | 'lost' | 'removed' | 'paused' | 'held' | 'door' | 'muted' | 'waiting' }
  | { is: 'floor'; kind: TurnKind; isMuted: boolean };

export function standingOf(
  { stage }: Pick<DebateView, 'stage'>,
  slotId: string,
  isConnected: boolean,
): Standing {
  if (stage.status === 'ended') return { is: 'ended' };
  if (!isConnected) return { is: 'lost' };
  if (stage.removed.includes(slotId)) return { is: 'removed' };
  if (stage.status === 'lobby') return { is: 'waiting' };
  if (stage.pause) return { is: 'paused' };
  const isMuted = stage.muted.includes(slotId);
  if (stage.turn?.slotId === slotId) return { is: 'floor', kind: stage.turn.kind, isMuted };
  if (stage.held?.slotId === slotId) return { is: 'held' };
  if (isMuted) return { is: 'muted' };
  return { is: stage.admitted.includes(slotId) ? 'waiting' : 'door' };
}
