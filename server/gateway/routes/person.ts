import type { Person } from '../../accounts/passkeys.ts';
import { isOfficial } from '../../accounts/roles.ts';
import type { FreshUntil } from '../../accounts/standing.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Visitor } from '../http.ts';

/** Who is signed in, in which session, and how well they have shown it; `not-signed-in` for anybody else. */
export async function personOf(visitor: Visitor, freshUntil: FreshUntil): Promise<Person> {
  const { accountId, sessionId, name, roles } = visitor;
  if (accountId === null || sessionId === null) throw new Refusal('not-signed-in');
  const isFresh = (await freshUntil(sessionId)) !== null;
  return { accountId, sessionId, name: name ?? '', isOfficial: isOfficial(roles), isFresh };
}
