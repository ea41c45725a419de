import { randomUUID } from 'node:crypto';
import { type RequestName, requests } from '../../../../server/protocol/requests.ts';
import type { Actor } from './cast.ts';
import type { Attempt } from './ledger.ts';
import { fieldsOf, type Known, validInput } from './values.ts';

const names = Object.keys(requests) as RequestName[];
const needing = (...grants: string[]): RequestName[] =>
  names.filter((name) => grants.includes(requests[name].grant));

/** Every request of the contract by everybody who has no right to it. */
export function withoutTheRight(actors: readonly Actor[], known: Known): Attempt[] {
  return actors.flatMap((by) =>
    names
      .filter((name) => !by.may(requests[name].grant))
      .map((name) => ({ by, name, input: validInput(name, known) })),
  );
}

/** Everything but going in, by those who have not gone in. */
export function fromOutside(actors: readonly Actor[], known: Known): Attempt[] {
  return actors.flatMap((by) =>
    names
      .filter((name) => name !== 'debate.enter')
      .map((name) => ({ by, name, input: validInput(name, known) })),
  );
}

/** What each of these may do by right, said when it must not be done. */
export function untimely(by: Actor, known: Known, except: readonly RequestName[] = []): Attempt[] {
  return needing(by.as === 'moderator' ? 'moderate' : 'take-turns')
    .filter((name) => !except.includes(name))
    .map((name) => ({ by, name, input: validInput(name, known) }));
}

const named = ['transportId', 'producerId', 'consumerId'];

/** Requests that use a transport, a producer or a consumer, on those of somebody else (JOIN-4). */
export function onOthersMedia(actors: readonly Actor[], theirs: Known): Attempt[] {
  return actors.flatMap((by) =>
    names
      .filter((name) => by.may(requests[name].grant) && fieldsOf(name).some((field) => named.includes(field)))
      .map((name) => ({ by, name, input: validInput(name, theirs) })),
  );
}

const nobody: Known = {
  slotId: randomUUID,
  questionId: randomUUID,
  rollCallId: randomUUID,
  accountId: randomUUID,
};

/** Every request that names a person or a thing of the debate, with one that is not in it. */
export function onNobody(by: Actor): Attempt[] {
  return names
    .filter((name) => by.may(requests[name].grant))
    .filter((name) => fieldsOf(name).some((field) => Object.hasOwn(nobody, field)))
    .map((name) => ({ by, name, input: validInput(name, nobody) }));
}

/** Every request one may make, with a word more about who one is or where (JOIN-3, EDGE-1). */
export function asSomebodyElse(actors: readonly Actor[], known: Known): Attempt[] {
  const claims: Record<string, unknown> = {
    role: 'moderator',
    grants: ['moderate'],
    actor: { kind: 'system' },
    debateId: randomUUID(),
    commandId: randomUUID(),
    nowMs: 0,
    slotId: known.slotId,
    accountId: known.accountId,
  };
  return actors.flatMap((by) =>
    names
      .filter((name) => by.may(requests[name].grant))
      .flatMap((name) =>
        Object.entries(claims)
          .filter(([field]) => !fieldsOf(name).includes(field))
          .map(([field, value]) => ({ by, name, input: { ...validInput(name, known), [field]: value } })),
      ),
  );
}
