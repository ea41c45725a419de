import { type Guard, guard, refusalsOf } from './guard.ts';

const onHub = (...names: string[]): string[] => names.map((name) => `test/hub/${name}.test.ts`);
const tickets = ['test/accounts/tickets.test.ts'];
const workers = ['test/workers/verdicts.test.ts'];
const head = ['test/debates/evidence-log.test.ts'];

/** Who may come in, ask and act at all. */
const doors: Guard[] = [
  ...refusalsOf('server/gateway/dispatch.ts', onHub('edges', 'matrix')),
  ...refusalsOf('server/gateway/http.ts', onHub('edges', 'matrix', 'judgements')),
  ...refusalsOf('server/gateway/door.ts', [...onHub('doors', 'edges'), 'test/faults/revocation.test.ts']),
  ...refusalsOf('server/accounts/roles.ts', [
    'test/accounts/roles.test.ts',
    'test/accounts/seats-refused.test.ts',
  ]),
  guard('a ticket works once', {
    ...{ file: 'server/accounts/tickets.ts', tests: tickets },
    from: 'redis.getDel(keyOf(ticket))',
    to: 'redis.get(keyOf(ticket))',
  }),
  guard('a ticket ends', {
    ...{ file: 'server/accounts/tickets.ts', tests: tickets },
    from: ', { expiration });',
    to: ');',
  }),
];

/** What is recorded is recorded once, by one writer, and what is not is not believed. */
const evidence: Guard[] = [
  guard('another writer is noticed', {
    ...{ file: 'server/store/evidence.ts', tests: head },
    from: "if (isTakenPlace(error, 'evidence_pkey')) throw new HomeLost(first.debateId, { cause: error });",
    to: "if (isTakenPlace(error, 'evidence_pkey')) return;",
  }),
  guard('what was committed although its answer was lost is found', {
    ...{ file: 'server/debates/evidence-log.ts', tests: head },
    from: 'if (found === batch) return;',
    to: '',
  }),
  guard('a batch of ours that landed late is not somebody else’s', {
    ...{ file: 'server/debates/evidence-log.ts', tests: head },
    from: 'error instanceof HomeLost && found === null ? error',
    to: 'error instanceof HomeLost ? error',
  }),
  guard('a broken chain judges nobody', {
    ...{ file: 'workers/attendance.ts', tests: workers },
    from: 'const brokenAt = firstBrokenEntry(entries, sha256);',
    to: 'const brokenAt = firstBrokenEntry(entries.slice(0, 0), sha256);',
  }),
  guard('an older reading supersedes nothing', {
    ...{ file: 'server/store/verdicts.ts', tests: workers },
    from: 'return isSame || proposed.evidenceSequence < held.evidenceSequence;',
    to: 'return isSame;',
  }),
];

/** A command counts once, and who was sent out stays out. */
const debates: Guard[] = [
  guard('a command that was done is not done again', {
    ...{ file: 'server/debates/acting.ts', tests: onHub('floor', 'stage-acts', 'removed') },
    from: 'if (proceedings.record.hasDone(commandId)) return;\n      if (proceedings.isOver)',
    to: 'if (proceedings.isOver)',
  }),
  guard('the door stays closed to whoever was removed', {
    ...{ file: 'server/debates/membership.ts', tests: onHub('removed', 'stage-acts') },
    from: "if (slotId !== null && this.#isOut(slotId)) throw new Refusal('removed-from-debate');",
    to: '',
  }),
  guard('another page of the same person is asked first', {
    ...{ file: 'server/debates/membership.ts', tests: ['test/faults/second-device.test.ts'] },
    from: "if (others.length > 0 && !isTakingOver) throw new Refusal('already-here');",
    to: '',
  }),
];

export const gateGuards: readonly Guard[] = [...doors, ...evidence, ...debates];
