import type { Command } from '../state/useCommand.ts';

/** What is asked before an act that needs a reason, or cannot be taken back. */
export type Question =
  | { kind: 'mute' | 'remove' | 'readmit'; slotId: string }
  | { kind: 'adjust'; slotId: string; byMs: number }
  | { kind: 'pause' }
  | { kind: 'end' };

export type Reasoned = Exclude<Question, { kind: 'end' }>;

/** The reasons that lie ready, the likeliest first; each is sent as text in the language of the page. */
export function readyReasons(question: Reasoned) {
  switch (question.kind) {
    case 'mute':
      return ['insults', 'noise', 'rules'] as const;
    case 'remove':
      return ['disorder', 'impostor', 'own-wish'] as const;
    case 'readmit':
      return ['mistake', 'promise', 'solved'] as const;
    case 'pause':
      return ['fault', 'disorder', 'help', 'break'] as const;
    case 'adjust':
      return question.byMs > 0
        ? (['fault', 'interrupted', 'equal', 'mistake'] as const)
        : (['overrun', 'rules', 'equal', 'mistake'] as const);
  }
}

export function commandFor(question: Reasoned, reason: string): Command {
  if (question.kind === 'pause') return { name: 'debate.pause', input: { reason } };
  const { slotId } = question;
  if (question.kind === 'adjust')
    return { name: 'time.adjust', input: { slotId, byMs: question.byMs, reason } };
  return { name: `slot.${question.kind}`, input: { slotId, reason } };
}
