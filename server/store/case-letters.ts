import type { PersonalNoticeKind } from '../protocol/personal-notices.ts';
import type { Benches } from '../rules/case-bench.ts';
import { ableOf, benchOf } from '../rules/case-bench.ts';
import { type CaseState, type CaseStep, caseAfter } from '../rules/cases.ts';
import type { CaseHead } from './case-files.ts';
import { type NewNotice, noticeStore } from './notices.ts';
import type { Database } from './tables.ts';

/** Something new in a case: what it was opened with, all that was there before, and who sits for it. */
export type CaseNews = { head: CaseHead; past: readonly CaseStep[]; benches: Benches; nowMs: number };
type Letter = {
  [K in PersonalNoticeKind]: Pick<NewNotice<K>, 'accountId' | 'kind' | 'params'>;
}[PersonalNoticeKind];

/** Puts a notice to everybody whom these steps concern; each once, however often it is asked for. */
export async function tellOfSteps(
  database: Database,
  news: CaseNews,
  steps: readonly CaseStep[],
): Promise<void> {
  const notices = noticeStore(database);
  const { head, past, nowMs } = news;
  for (const [index, step] of steps.entries()) {
    const state = caseAfter(head.facts, [...past, ...steps.slice(0, index + 1)]);
    const sequence = past.length + index + 1;
    for (const letter of lettersOf(news, state, step)) {
      const key = `${letter.kind}:${head.id}:${sequence}`;
      await notices.put({ ...letter, key, atMs: nowMs } as NewNotice<PersonalNoticeKind>);
    }
  }
}

/** What a step says to whom; `state` is the case after it. */
function lettersOf({ head, benches }: CaseNews, state: CaseState, { event }: CaseStep): Letter[] {
  const toParty = (letter: Omit<Letter, 'accountId'>): Letter[] =>
    state.respondentId === null ? [] : [{ ...letter, accountId: state.respondentId } as Letter];
  const { number, ground, area, evidence } = head;
  const { zone } = area;
  switch (event.kind) {
    case 'opened':
      return toBench(head, state, benches);
    case 'asked': {
      const params = { number, answerUntilAtMs: event.untilAtMs, zone };
      if (evidence !== null && state.decisions.length === 0 && event.text === '')
        return toParty({ kind: 'breach-notice', params: { ...params, dueAtMs: evidence.dueAtMs } });
      return toParty({ kind: 'case-question', params: { ...params, ground } });
    }
    case 'decided':
      return toParty(letterOfDecision(head, state, event));
    case 'appealed':
      return [...toParty({ kind: 'appeal-received', params: { number } }), ...toBench(head, state, benches)];
    case 'reopened':
      return toParty({ kind: 'case-reopened', params: { number, reason: event.reason } });
    default:
      return [];
  }
}

function letterOfDecision(
  { number, area: { zone } }: CaseHead,
  { instance }: CaseState,
  { number: decision, choice, appealUntilAtMs }: Extract<CaseStep['event'], { kind: 'decided' }>,
): Omit<Letter, 'accountId'> {
  const params = { number, decision, choice };
  if (appealUntilAtMs !== null) return { kind: 'case-decided', params: { ...params, appealUntilAtMs, zone } };
  return { kind: instance === 2 ? 'appeal-decided' : 'case-dismissed', params };
}

function toBench({ number, ground }: CaseHead, state: CaseState, benches: Benches): Letter[] {
  const able = ableOf(benchOf(state, state.level, benches));
  return able.map((accountId) => ({ accountId, kind: 'case-to-decide', params: { number, ground } }));
}
