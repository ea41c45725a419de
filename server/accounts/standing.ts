import type { Clock } from '../platform/clock.ts';
import { freshForMs } from '../protocol/sign-in.ts';
import type { CandidacyStore } from '../store/candidacies.ts';
import type { PasskeyStore } from '../store/passkeys.ts';
import type { RoleStore } from '../store/roles.ts';
import type { SessionStore } from '../store/sessions.ts';
import { givesSeat } from './roles.ts';
import type { Claims } from './tickets.ts';

/** Whether what a ticket was given for still holds: its session, and the role or candidacy behind its seat (SIGN-5). */
export type StillHolds = (claims: Claims) => Promise<boolean>;

export type StandingStores = {
  sessions: SessionStore;
  roles: Pick<RoleStore, 'grantsOf'>;
  candidacies: Pick<CandidacyStore, 'standsIn'>;
};

export function openStanding({ sessions, roles, candidacies }: StandingStores): StillHolds {
  return async ({ accountId, sessionId, role, debateId }) => {
    if (accountId === null) return true;
    if (sessionId === null || !(await sessions.stands(sessionId, accountId))) return false;
    if (role === 'candidate') return candidacies.standsIn(accountId, debateId);
    if (role !== 'moderator' && role !== 'observer') return true;
    const grants = await roles.grantsOf(accountId);
    const held = grants.map((grant) => grant.role);
    return givesSeat(held, role);
  };
}

/** Until when a session may decide, counted from the last passkey shown in it (SIGN-3); null: it may not now. */
export type FreshUntil = (sessionId: string) => Promise<number | null>;

export function openFreshness(passkeys: Pick<PasskeyStore, 'freshAtMs'>, clock: Clock): FreshUntil {
  return async (sessionId) => {
    const shownAtMs = await passkeys.freshAtMs(sessionId);
    const untilMs = (shownAtMs ?? 0) + freshForMs;
    return untilMs > clock.now() ? untilMs : null;
  };
}
