import { Refusal } from '../../server/protocol/refusals.ts';
import { Store } from './store.ts';

/** What the person is asked for while it is open: to show their passkey. `done` tells whether they did. */
export type AskedProof = { done(isProven: boolean): void };

/** The question that stands before the person now, for whichever requests wait for it. */
export const askedProof = new Store<AskedProof | null>(null);
let answer: Promise<boolean> | null = null;

/** One question for all who ask at the same time. */
function askForProof(): Promise<boolean> {
  answer ??= new Promise<boolean>((resolve) => askedProof.set(() => ({ done: resolve }))).finally(() => {
    answer = null;
    askedProof.set(() => null);
  });
  return answer;
}

/** SIGN-3: a request that the hub does only for whoever has just shown a passkey asks for it, and is then repeated. */
export async function withProof<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const isAsking = error instanceof Refusal && error.code === 'sign-in-again';
    if (!isAsking || !(await askForProof())) throw error;
    return request();
  }
}
