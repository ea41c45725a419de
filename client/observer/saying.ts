import type { TFunction } from 'i18next';
import type { Act } from '../../server/protocol/acts.ts';
import type { EvidenceFact, EvidenceKind } from '../../server/protocol/evidence.ts';

type Payload<K extends EvidenceKind> = Extract<EvidenceFact, { kind: K }>['payload'];

/** An act whose payload is that of its kind: the hub writes no other. */
export type FactAct<K extends EvidenceKind = EvidenceKind> = {
  [One in K]: Omit<Act, 'kind' | 'payload'> & { kind: One; payload: Payload<One> };
}[K];

export function factOf(act: Act): FactAct {
  return act as FactAct;
}

/** What a sentence is made with: the words of the page, and the people and parts of the debate by name. */
export type Saying = {
  t: TFunction;
  nameOf(slotId: string | null): string;
  namesOf(slotIds: readonly string[]): string;
  moderator(accountId: string): string;
  phaseOf(phase: number): string;
  turnOf(turn: Payload<'turn.started'>): string;
  length(ms: number): string;
  time(ms: number): string;
  /** The sentence of what was taken back. */
  undone(act: FactAct<'act.undone'>): string;
};

export type Values = Record<string, string | number>;

/** For each kind of act, what its sentence has to name. */
export type Tellers<K extends EvidenceKind> = { [One in K]: (act: FactAct<One>, say: Saying) => Values };

/** Added or taken, always with its sign. */
export function signed(byMs: number, length: (ms: number) => string): string {
  return `${byMs < 0 ? '−' : '+'}${length(Math.abs(byMs))}`;
}
