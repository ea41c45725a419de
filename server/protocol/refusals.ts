/**
 * Every "no" the hub can say. The code is the contract; the words for a person are in the pages' languages,
 * and a test holds that each code has them in all three.
 */
export const refusalCodes = [
  'bad-input',
  'too-large',
  'unknown-request',
  'not-signed-in',
  'sign-in-again',
  'passkey-refused',
  'no-passkey',
  'last-passkey',
  'access-revoked',
  'oidc-refused',
  'not-allowed',
  'not-found',
  'foreign-origin',
  'too-many-requests',
  'ticket-invalid',
  'invitation-invalid',
  'pass-invalid',
  'debate-not-open',
  'debate-not-live',
  'debate-over',
  'debate-not-over',
  'debate-already-live',
  'no-floor',
  'not-your-floor',
  'turn-already-taken',
  'not-in-lineup',
  'debate-paused',
  'debate-not-paused',
  'already-interrupted',
  'budget-used',
  'nothing-to-undo',
  'not-in-chair',
  'chair-taken',
  'already-here',
  'removed-from-debate',
  'not-removed',
  'roll-call-open',
  'roll-call-closed',
  'phase-over',
  'no-next-phase',
  'hand-not-raised',
  'already-voted',
  'question-closed',
  'questions-used-up',
  'limit-reached',
  'not-a-ground',
  'too-late',
  'already-filed',
  'excuse-closed',
  'own-matter',
  'not-central',
  'not-on-earlier-list',
  'case-state',
  'deadline-passed',
  'conflict-of-interest',
  'second-person-needed',
  'vote-cast',
  'quorum-missing',
  'majority-missing',
  'already-decided',
  'moderator-missing',
  'not-confirmed',
  'objection-open',
  'no-correction',
  'file-not-taken',
  'media-refused',
  'media-unavailable',
  'room-full',
  'not-recorded',
  'internal',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export type Reply<T> = { ok: true; data: T } | { ok: false; code: RefusalCode; detail: string };

/** A "no" with a closed code. `detail` is for the log and the developer, never shown instead of the words. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, detail: string = code, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** What the outside may know of an error: a refusal's code, or `internal` for everything else. */
export function replyFor(error: unknown): { ok: false; code: RefusalCode; detail: string } {
  return error instanceof Refusal
    ? { ok: false, code: error.code, detail: error.message }
    : { ok: false, code: 'internal', detail: 'internal' };
}

/** For the `default` of a switch over a union: does not compile when a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
