/** How a case begins: a breach by the hub itself with the notice to the candidate (D-5), a complaint as received. */
import type { CaseLevel } from '../protocol/cases.ts';
import type { CaseFacts, CaseStep } from './cases.ts';

type Opening = { level: CaseLevel; text: string; atMs: number };

/**
 * A breach needs nobody's word to be looked at: it is admitted, given to the committee that sits for its area, and the
 * candidate has the time of D-6 to answer. A complaint waits for a member who admits it.
 */
export function openingSteps({ kind, complainantId, terms }: CaseFacts, opening: Opening): CaseStep[] {
  const { level, text, atMs } = opening;
  const opened: CaseStep = { atMs, by: complainantId, event: { kind: 'opened', level, text } };
  if (kind === 'complaint') return [opened];
  const asked = { kind: 'asked', text: '', untilAtMs: atMs + terms.answerMs } as const;
  const byHub = [{ kind: 'admitted' }, { kind: 'assigned', memberId: null }, asked] as const;
  return [opened, ...byHub.map((event) => ({ atMs, by: null, event }))];
}
