import { z } from 'zod';
import { Store } from '../hub/store.ts';

const remembered = 'voted-questions';
const mostRemembered = 500;

/** The questions that this browser voted for, the newest last. The hub counts by the pass; this is only to show it. */
export const votedHere = new Store<readonly string[]>(read());

export function rememberVote(questionId: string): void {
  votedHere.set((ids) => (ids.includes(questionId) ? ids : [...ids, questionId].slice(-mostRemembered)));
  localStorage.setItem(remembered, JSON.stringify(votedHere.get()));
}

function read(): readonly string[] {
  const kept = localStorage.getItem(remembered);
  if (kept === null) return [];
  try {
    return z.array(z.string()).parse(JSON.parse(kept));
  } catch (error) {
    console.warn('voted-questions.unreadable', error);
    return [];
  }
}
