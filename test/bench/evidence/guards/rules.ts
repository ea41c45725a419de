import { type Guard, guard, refusalsOf } from './guard.ts';

const rule = (name: string): string => `server/rules/${name}.ts`;
const test = (...names: string[]): string[] => names.map((name) => `test/rules/${name}.test.ts`);

/** Whatever the rules refuse. */
const refused: Guard[] = [
  ...refusalsOf(rule('chair'), test('chair')),
  ...refusalsOf(rule('people'), test('people', 'stage')),
  ...refusalsOf(rule('floor'), test('stage', 'people', 'pause', 'formats', 'stage-course')),
  ...refusalsOf(rule('interruptions'), test('interruptions', 'pause', 'lost-connection')),
  ...refusalsOf(rule('roll-call'), test('roll-call')),
  ...refusalsOf(rule('undo'), test('undo')),
  ...refusalsOf(rule('judgements'), test('judgements')),
  ...refusalsOf(rule('excuses'), test('excuses')),
  ...refusalsOf(rule('lists'), test('lists')),
  ...refusalsOf(rule('ratings'), test('lists')),
  ...refusalsOf(rule('case-acts'), test('cases', 'case-guards')),
  ...refusalsOf(rule('case-members'), test('cases', 'case-guards')),
];

const attendance = {
  file: rule('attendance'),
  tests: test('attendance', 'attendance-vectors', 'whose-evidence'),
};
const presence = {
  file: rule('presence'),
  tests: test('presence', 'presence-outages', 'presence-order', 'whose-evidence'),
};
const witnesses = { file: rule('witnesses'), tests: test('presence', 'presence-outages') };
const outages = { file: rule('outages'), tests: test('presence-outages') };
const chain = { file: rule('chain'), tests: test('chain', 'old-chain') };
const returns = { file: rule('returns'), tests: test('returns') };
const settling = { file: rule('settling'), tests: test('settling') };
const owed = { file: rule('obligations'), tests: test('obligations') };
const judged = { file: rule('judgements'), tests: test('judgements') };
const bench = { file: rule('case-bench'), tests: test('cases', 'case-guards', 'whose-evidence') };
const records = { file: rule('records'), tests: test('records') };

/** Nobody is blamed for our fault, and nobody is said to be absent whom nobody looked for. */
const verdicts: Guard[] = [
  guard('a debate that we lost judges nobody', {
    ...attendance,
    from: 'if (lengthMs(facts.outages) > limitMs || time.countableMs === 0) return lost;',
    to: '',
  }),
  guard('a slot that we lost is not blamed', {
    ...attendance,
    from: 'if (!hasFulfilled && time.outageMs > limitMs) return lost;',
    to: '',
  }),
  guard('nobody looked, nothing known', {
    ...attendance,
    from: 'if (!hasEvidence) return',
    to: 'if (false) return',
  }),
  guard('who spoke unseen is not absent', {
    ...attendance,
    from: 'if (!openingTurn.isMet || measured === 0)',
    to: 'if (measured !== null)',
  }),
  guard('an identity that nobody confirmed is unknown', {
    ...attendance,
    from: 'if (!identity.isMet) return',
    to: 'if (false) return',
  }),
  guard('a debate against nobody', { ...attendance, from: 'if (isOpposed) return own;', to: 'return own;' }),
  guard('evidence without an end', {
    ...attendance,
    from: 'if (endedAtMs === null) return',
    to: 'if (false) return',
  }),
  guard('a debate that was not held', {
    ...attendance,
    from: 'if (startedAtMs === null || startedAtMs === endedAtMs) {',
    to: 'if (startedAtMs === null) {',
  }),
  guard('outages are no countable time', {
    ...attendance,
    from: 'subtract([debate], [...outages, ...facts.pauses])',
    to: 'subtract([debate], facts.pauses)',
  }),
  guard('pauses are no countable time', {
    ...attendance,
    from: 'subtract([debate], [...outages, ...facts.pauses])',
    to: 'subtract([debate], outages)',
  }),
  guard('a gap is measured in countable time', {
    ...attendance,
    from: 'lengthMs(clip(countable, gap)) <= bridgeMs',
    to: 'lengthMs([gap]) <= bridgeMs',
  }),
  guard('the share that is needed', {
    ...attendance,
    from: 'presentMs * 100 >= sharePercent * countableMs',
    to: 'true',
  }),
  guard('the opening turn', { ...attendance, from: 'longestMs >= openingTurnMinMs', to: 'true' }),
  guard('lateness', { ...attendance, from: 'lateMs <= lateAfterMs', to: 'true' }),
  guard('presence in an outage is not counted', {
    ...presence,
    from: 'subtract(clip(seen, debate), [...outagesOfAll, ...outages])',
    to: 'clip(seen, debate)',
  }),
  guard('an entry counts once', {
    ...presence,
    from: 'return [...bySequence.values()].sort',
    to: 'return [...entries].sort',
  }),
  guard('entries are read in order', {
    ...presence,
    from: '.sort((a, b) => a.sequence - b.sequence)',
    to: '',
  }),
  guard('a confirmation is of its own slot', {
    ...presence,
    from: "ofKind(log, 'identity.confirmed').some((entry) => entry.payload.slotId === slotId)",
    to: "ofKind(log, 'identity.confirmed').length > 0",
  }),
  guard('an attestation is of its own slot', {
    ...presence,
    from: '.filter((entry) => entry.payload.slotId === slotId)\n    .map(({ payload',
    to: '.map(({ payload',
  }),
  guard('a look before the debate is none', {
    ...presence,
    from: ' && isWithin(entry.atMs, debate)',
    to: '',
  }),
  guard('as many witnesses as the rule needs', {
    ...witnesses,
    from: 'whereAtLeast(rule.witnessesNeeded,',
    to: 'whereAtLeast(1,',
  }),
  guard('a line dies with its server', {
    ...witnesses,
    from: 'sever(devices, entry.payload.fromMs);',
    to: ';',
  }),
  guard('a snapshot loses whom it does not name', {
    ...witnesses,
    from: 'if (!named.has(device)) loseSight(device, atMs);',
    to: '',
  }),
  guard('who left is not seen any more', {
    ...witnesses,
    from: 'loseSight(deviceOf(devices, entry.payload), entry.atMs);',
    to: '',
  }),
  guard('silence of ours is an outage', { ...outages, from: '> silenceMs)', to: '> silenceMs && false)' }),
  guard('what was left of a failed debate is ours', {
    ...outages,
    from: '[{ fromMs: debate.toMs, toMs: debate.fromMs + failedPlanMs }]',
    to: '[]',
  }),
  guard('an outage of another slot is not mine', {
    ...outages,
    from: ' || entry.payload.slotId !== slotId',
    to: '',
  }),
  guard('a way back has its limit', {
    ...returns,
    from: 'fromMs + returnAllowanceMs, untilMs)',
    to: 'untilMs)',
  }),
  guard('who came is not awaited', { ...returns, from: 'backMs === null && ', to: '' }),
  guard('who left by themselves is not awaited', {
    ...returns,
    from: 'if (!accidents.includes(payload.cause)) awaited.delete(payload.slotId);',
    to: '',
  }),
];

const recorded: Guard[] = [
  guard('no entry is missing or out of place', { ...chain, from: 'entry.sequence !== expected || ', to: '' }),
  guard('an entry names the one before', {
    ...chain,
    from: 'entry.previousHash === previousHash && ',
    to: '',
  }),
  guard('an entry has its hash', { ...chain, from: ' && entry.hash === digest(preimage(entry))', to: '' }),
  guard('what is hashed says what it is', {
    ...chain,
    from: '`debate-hub/evidence/1\\n${',
    to: '`${',
  }),
  guard('only the fields of EVID-1 are hashed', {
    ...chain,
    from: 'canonicalize(fields)',
    to: 'canonicalize(body as never)',
  }),
  guard('a signed log never runs backwards', {
    ...records,
    from: 'Math.max(moment.atMs, head?.atMs ?? 0)',
    to: 'moment.atMs',
  }),
];

const duties: Guard[] = [
  guard('a breach waits for its date', {
    ...settling,
    from: "return stands(isDue && !isPending ? 'breached' : 'open', 'missed-debate', debate);",
    to: "return stands(!isPending ? 'breached' : 'open', 'missed-debate', debate);",
  }),
  guard('a breach waits for what is pending', {
    ...settling,
    from: "return stands(isDue && !isPending ? 'breached' : 'open', 'missed-debate', debate);",
    to: "return stands(isDue ? 'breached' : 'open', 'missed-debate', debate);",
  }),
  guard('void and unknown are no absence', {
    ...settling,
    from: "if (outcome === 'absent') return 'missed';",
    to: "if (outcome !== null) return 'missed';",
  }),
  guard('an excuse stands before an absence', {
    ...settling,
    from: "if (excuse?.status === 'granted' || excuse?.status === 'granted-provisionally') return 'excused';",
    to: '',
  }),
  guard('a pending excuse holds a breach up', {
    ...settling,
    from: "if (excuse?.status === 'filed' || excuse?.status === 'documented') return 'undecided';",
    to: '',
  }),
  guard('what was never offered is not awaited', {
    ...settling,
    from: "status !== 'draft' && status !== 'cancelled' && status !== 'failed'",
    to: 'true',
  }),
  guard('a fault on our side waives the duty', {
    ...settling,
    from: 'if (isOver && debate.excuse?.isOurSide)',
    to: 'if (false)',
  }),
  guard('no list, no duty', { ...owed, from: ' && entered.includes(row.stageKind)', to: '' }),
  guard('a row binds its own office', {
    ...owed,
    from: 'offices.includes(row.office)',
    to: 'true',
  }),
  guard('a row binds its own kind of area', {
    ...owed,
    from: ' && (row.areaKind ?? areaKind) === areaKind',
    to: '',
  }),
  guard('a stage is owed once', { ...owed, from: 'if (!owed.has(stageKind)) ', to: '' }),
  guard('O-5 is off unless it is switched on', {
    ...owed,
    from: 'return localMaslikhatConferenceDebate ? [...rows, localConferenceRow] : rows;',
    to: 'return [...rows, localConferenceRow];',
  }),
];

/** Nobody decides alone, or about themselves. */
const decisions: Guard[] = [
  guard('silence is unknown and never absent', {
    ...judged,
    from: "isKept ? { kind: 'finalised' } : unknownBy('not-confirmed')",
    to: "{ kind: 'finalised' }",
  }),
  guard('an objection that nobody answered harms nobody', {
    ...judged,
    from: "isHarmful(outcome) ? [lapsed, unknownBy('objection-lapsed')] : [lapsed]",
    to: '[lapsed]',
  }),
  guard('an objection holds the verdict open', {
    ...judged,
    from: 'if (nowMs < objection.madeAtMs + windowMs) return [];',
    to: '',
  }),
  guard('a verdict is final after its time', {
    ...judged,
    from: "status === 'final' || nowMs < finalFromMs(judged)",
    to: "status === 'final'",
  }),
  guard('one of the two is a moderator of the debate', {
    ...judged,
    from: "hasModerator || confirmedBy.length === 0 ? 'second' : null",
    to: "'second'",
  }),
  guard('a partial attendance takes two', {
    ...judged,
    from: 'if (!partialRulings.some((said) => said.ruling === ruling)) return [ruled];',
    to: '',
  }),
  guard('an objection takes two', {
    ...judged,
    from: 'if (!objection?.rulings.some((said) => said.ruling === ruling)) return [ruled];',
    to: '',
  }),
  guard('nobody decides their own case', {
    ...bench,
    from: "if (accountId === course.respondentId || accountId === course.complainantId) return 'party';",
    to: '',
  }),
  guard('nobody decides the appeal of what they decided', {
    ...bench,
    from: "if (course.earlierPart.includes(accountId)) return 'earlier-part';",
    to: '',
  }),
  guard('a declared conflict counts', {
    ...bench,
    from: "if (course.declared.includes(accountId)) return 'declared';",
    to: '',
  }),
  guard('an opponent has a conflict', {
    ...bench,
    from: "if (ties.opponents.includes(accountId)) return 'opponent';",
    to: '',
  }),
  guard('who confirmed the verdict has a conflict', {
    ...bench,
    from: "return ties.officials.includes(accountId) ? 'official' : null;",
    to: 'return null;',
  }),
  guard('only votes without a conflict count', {
    ...bench,
    from: 'return votes.filter(({ accountId }) => able.includes(accountId));',
    to: 'return able.length < 0 ? [] : [...votes];',
  }),
  guard('a quorum', {
    ...bench,
    from: "if (votes.length < quorumOf(state, bench)) return 'quorum-missing';",
    to: '',
  }),
  guard('a majority', {
    ...bench,
    from: 'votes.filter((vote) => vote.choice === choice).length * 100 > state.terms.majorityPercent * votes.length',
    to: 'votes.some((vote) => vote.choice === choice)',
  }),
  guard('a tie takes nothing from the candidate', {
    ...bench,
    from: "return state.instance === 2 ? 'overturn' : 'dismiss';",
    to: "return state.instance === 2 ? 'uphold' : 'remove';",
  }),
];

export const ruleGuards: readonly Guard[] = [...refused, ...verdicts, ...recorded, ...duties, ...decisions];
