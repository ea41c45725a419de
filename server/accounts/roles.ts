import { Refusal } from '../protocol/refusals.ts';
import type { Role } from '../protocol/words.ts';
import type { HomeRecord } from '../store/debates.ts';
import type { Claims } from './tickets.ts';

/** Who watches over others, or lets them in, gets a way in from those who run the hub alone. */
const trusted: readonly Role[] = ['committee', 'observer', 'organiser'];

/** Whom an organiser may give a way in: whoever holds the link is that person from then on. Else `not-allowed`. */
export function assertInvitable({
  roles,
  isCandidate,
}: {
  roles: readonly Role[];
  isCandidate: boolean;
}): void {
  const isOurs = isCandidate || roles.includes('moderator');
  if (!isOurs || roles.some((role) => trusted.includes(role))) throw new Refusal('not-allowed');
}

/** The seats in a debate that a role gives. A candidate's place and a viewer's come from no role. */
export const seatsOf: Record<Role, readonly Claims['role'][]> = {
  viewer: [],
  candidate: ['candidate'],
  moderator: ['moderator'],
  /** Who may read every act of a debate while it goes on (OBS-1). */
  committee: ['observer'],
  observer: ['observer'],
  organiser: [],
};

export const givesSeat = (roles: readonly Role[], seat: Claims['role']): boolean =>
  roles.some((role) => seatsOf[role].includes(seat));

/** Those who decide about others: what they decide needs a passkey, and a device that asked whose hand it is in. */
const official: readonly Role[] = ['committee', 'moderator', 'organiser'];
export const isOfficial = (roles: readonly Role[]): boolean => roles.some((role) => official.includes(role));

/** Whose access each watches over. Nobody has power over their own kind, or over those who watch them. */
const watchedBy = {
  organiser: ['candidate', 'moderator'],
  committee: ['organiser', 'moderator'],
} as const satisfies Partial<Record<Role, readonly Role[]>>;
export type Watcher = keyof typeof watchedBy;

/** Whether somebody with these roles is one whose access the watcher may take away. */
export function isWatchedBy(watcher: Watcher, roles: readonly Role[]): boolean {
  const watched: readonly Role[] = watchedBy[watcher];
  const isTheirs = (role: Role) => watched.includes(role);
  return roles.some(isTheirs) && roles.every((role) => isTheirs(role) || role === 'candidate');
}

export type Seat = Pick<Claims, 'role' | 'slotId' | 'grants'>;

export type Asking = {
  as: Claims['role'];
  accountId: string | null;
  roles: readonly Role[];
  home: Pick<HomeRecord, 'slotOfAccount' | 'moderatorIds'>;
};

/** The place somebody has in a debate, by what the debate itself says of their account; else `not-allowed`. */
export function seatFor({ as, accountId, roles, home }: Asking): Seat {
  if (as === 'viewer') return { role: as, slotId: null, grants: ['watch'] };
  if (accountId === null) throw new Refusal('not-allowed', 'nobody is signed in');
  if (as === 'moderator') {
    if (!givesSeat(roles, as) || !home.moderatorIds.includes(accountId))
      throw new Refusal('not-allowed', 'moderates another debate');
    // Nobody confirms who they are themselves, or gives themselves the floor.
    if (Object.hasOwn(home.slotOfAccount, accountId))
      throw new Refusal('not-allowed', 'stands in this debate');
    return { role: as, slotId: null, grants: ['watch', 'publish', 'moderate', 'observe'] };
  }
  if (as === 'observer') {
    if (!givesSeat(roles, as)) throw new Refusal('not-allowed', 'observes nothing');
    return { role: as, slotId: null, grants: ['watch', 'observe'] };
  }
  const slotId = Object.hasOwn(home.slotOfAccount, accountId) ? home.slotOfAccount[accountId] : undefined;
  if (slotId === undefined) throw new Refusal('not-allowed', 'has no slot in this debate');
  return { role: as, slotId, grants: ['watch', 'publish', 'take-turns'] };
}
