import type { Clock } from '../platform/clock.ts';
import { Refusal, replyFor } from '../protocol/refusals.ts';
import type { SignInMethod } from '../protocol/sign-in.ts';
import type { SignInStore } from '../store/sign-ins.ts';

/** What is known of an attempt before it is decided; whose it is may come out only then. */
type Attempt = { method: SignInMethod; addressPrefix: string; accountId?: string };
type Opened = { accountId: string; sessionId: string };

export type SignInLog = {
  /** Runs the attempt and writes down what came of it, also a refusal (SIGN-6). */
  witness<T extends Opened>(attempt: Attempt, work: () => Promise<T>): Promise<T>;
};

export function openSignInLog(signIns: SignInStore, clock: Clock): SignInLog {
  return {
    witness: async ({ method, addressPrefix, accountId = null }, work) => {
      const known = { method, network: networkOf(addressPrefix), atMs: clock.now() };
      try {
        const opened = await work();
        const { accountId, sessionId } = opened;
        await signIns.record({ ...known, accountId, sessionId, outcome: 'done' });
        return opened;
      } catch (error) {
        const whose = error instanceof RefusedPerson ? error.accountId : accountId;
        await signIns.record({ ...known, accountId: whose, sessionId: null, outcome: replyFor(error).code });
        throw error;
      }
    },
  };
}

/** A refusal that is known to concern this account. */
export class RefusedPerson extends Refusal {
  readonly accountId: string;

  constructor(accountId: string, refusal: Refusal) {
    super(refusal.code, refusal.message, { cause: refusal });
    this.accountId = accountId;
  }
}

/** The network of an address: as much as tells somebody their town from another country, and not who they are. */
export function networkOf(addressPrefix: string): string {
  if (!addressPrefix.includes(':')) return `${addressPrefix.split('.').slice(0, 3).join('.')}.0/24`;
  return `${addressPrefix.split(':').slice(0, 3).join(':')}::/48`;
}
