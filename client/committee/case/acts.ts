import type {
  CasePreparation,
  CaseRuling,
  CaseView,
  CommitteeAct,
  VoteChoice,
} from '../../../server/protocol/cases.ts';

/** What a member writes or picks before an act; what an act does not need is left as it is. */
export type Written = {
  text: string;
  choice: VoteChoice | null;
  memberId: string | null;
  duplicateOf: string | null;
};

export const nothingWritten: Written = { text: '', choice: null, memberId: null, duplicateOf: null };

type Needs = 'text' | 'choice' | 'member' | 'duplicate';

/** What each act asks for before it can be sent, and how long its words may be. */
export const needsOf: Record<CommitteeAct, { needs: readonly Needs[]; most: number }> = {
  admit: { needs: [], most: 0 },
  link: { needs: ['duplicate'], most: 0 },
  assign: { needs: ['member'], most: 0 },
  ask: { needs: ['text'], most: 2000 },
  'declare-conflict': { needs: ['text'], most: 2000 },
  refuse: { needs: ['text'], most: 2000 },
  vote: { needs: ['choice', 'text'], most: 2000 },
  decide: { needs: [], most: 0 },
  publish: { needs: ['text'], most: 1000 },
  reopen: { needs: ['text'], most: 2000 },
};

const rulings: readonly CommitteeAct[] = ['refuse', 'vote', 'decide', 'publish', 'reopen'];

/** Whether the act decides about somebody, and so asks for a fresh sign-in. */
export function isRuling(act: CommitteeAct): boolean {
  return rulings.includes(act);
}

export function isComplete(act: CommitteeAct, { text, choice, memberId, duplicateOf }: Written): boolean {
  const { needs, most } = needsOf[act];
  const given: Record<Needs, boolean> = {
    text: text.trim() !== '' && text.length <= most,
    choice: choice !== null,
    member: memberId !== null,
    duplicate: duplicateOf !== null,
  };
  return needs.every((need) => given[need]);
}

type Command = CasePreparation | CaseRuling;

/** The command as it is sent; null while something is missing. */
export function commandOf(act: CommitteeAct, written: Written, commandId: string): Command | null {
  if (!isComplete(act, written)) return null;
  const { choice, memberId, duplicateOf } = written;
  const text = written.text.trim();
  const parts: Partial<Record<CommitteeAct, object>> = {
    link: { duplicateOf },
    assign: { memberId },
    ask: { text },
    vote: { choice, reason: text },
    publish: { words: text },
  };
  const reasoned: readonly CommitteeAct[] = ['declare-conflict', 'refuse', 'reopen'];
  const own = parts[act] ?? (reasoned.includes(act) ? { reason: text } : {});
  return { act, commandId, ...own } as Command;
}

/** Whoever could be asked to report: those who sit and have no conflict. */
export function ableMembers({ members }: Pick<CaseView, 'members'>) {
  return members.filter(({ conflict }) => conflict === null);
}
