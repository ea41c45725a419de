import type { Role } from '../../server/protocol/words.ts';

/** Roles that have a page of their own; its address is the role's name. */
export const doorRoles = [
  'candidate',
  'moderator',
  'committee',
  'organiser',
  'observer',
] as const satisfies readonly Role[];
