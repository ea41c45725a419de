import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Chair, DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { me } from '../state/queries.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useStore } from '../state/useStore.ts';
import type { Desk } from './desk.ts';
import type { Question } from './reasons.ts';
import { type Acts, useActs } from './useActs.ts';

/** Who leads the debate, as this moderator sees it. */
export type Lead = { chair: Chair; ownAccountId: string; isOwn: boolean; isSomebodyElse: boolean };

export type DeskState = {
  desk: Desk;
  lead: Lead | null;
  isConnected: boolean;
  acts: Acts;
  asked: Question | null;
  ask: (question: Question | null) => void;
};

/** The console's state: what is known of the debate, who leads it, and what is being asked before an act. */
export function useDesk(live: LiveDebate, view: DebateView): DeskState {
  const { connection } = useStore(live.state);
  const received = useStore(live.received);
  const nowMs = useNow(useServerNow(live.clock), 500);
  const acts = useActs(live);
  const lead = useLead(live);
  const [asked, ask] = useState<Question | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const isConnected = connection.is === 'connected';
  const canAct = isConnected && !lead?.isSomebodyElse && view.stage.status !== 'ended';
  const seen = { live, view, clock: live.clock, nowMs, received };
  return {
    desk: { ...seen, canAct, act: acts.act, ask, chosen, choose },
    ...{ lead, isConnected, acts, asked, ask },
  };
}

function useLead(live: LiveDebate): Lead | null {
  const { chair } = useStore(live.state);
  const ownAccountId = useQuery(me).data?.accountId;
  if (!chair || !ownAccountId) return null;
  const isOwn = chair.chair === ownAccountId;
  return { chair, ownAccountId, isOwn, isSomebodyElse: chair.chair !== null && !isOwn };
}
