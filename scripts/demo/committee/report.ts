import type { Part } from './parts.ts';
import type { Outcome } from './run.ts';

const debates = 20;
const outcomeOf: Record<Part, string> = {
  there: 'attended',
  late: 'late',
  leaves: 'partial',
  absent: 'absent',
  'absent-excused': 'absent',
  'absent-unconfirmed': 'unknown',
};
const dutyOf: Record<Part, string> = {
  there: 'fulfilled',
  late: 'fulfilled',
  leaves: 'open',
  absent: 'breached',
  'absent-excused': 'excused',
  'absent-unconfirmed': 'open',
};

/** What differs from what was played, one sentence each. */
export function differences(outcome: Outcome): string[] {
  return [...ofVerdicts(outcome), ...ofDuties(outcome), ...ofRegister(outcome), ...ofOutsider(outcome)];
}

function ofVerdicts({ held, finals }: Outcome): string[] {
  const found = held.length === debates ? [] : [`${held.length} debates were held instead of ${debates}.`];
  for (const { debateId, wanted } of held) {
    for (const { name, part } of wanted.candidates) {
      const said = finals.get(`${debateId} ${name}`);
      const isRuled = part === 'leaves' && said === 'attended';
      if (said !== outcomeOf[part] && !isRuled)
        found.push(`${name} should be ${outcomeOf[part]} in ${wanted.title} and is ${said}.`);
    }
  }
  return found;
}

function ofDuties({ duties }: Outcome): string[] {
  return duties.flatMap(({ candidate: { name, part }, status }) => {
    const isRuled = part === 'leaves' && status === 'fulfilled';
    return status === dutyOf[part] || isRuled ? [] : [`A duty of ${name}, who was ${part}, is ${status}.`];
  });
}

function ofRegister({ register: { totals, entries }, cast }: Outcome): string[] {
  const { registered, onBallot, withdrawn, rejected, removed } = totals;
  const count = (...fates: (string | null)[]) =>
    cast.candidates.filter(({ fate }) => fates.includes(fate)).length;
  const checks: [string, number, number][] = [
    ['registered', registered, cast.candidates.length],
    ['the sum', onBallot + withdrawn + rejected + removed, registered],
    ['removed', removed, count('removed', 'appeal-fails')],
    ['removed for absence', totals.removedBy.G1 ?? 0, removed],
    ['reinstated', totals.reinstated, count('appeal-succeeds')],
    ['decisions', entries.length, count('removed') + 2 * count('appeal-fails', 'appeal-succeeds')],
  ];
  return checks.flatMap(([what, is, should]) =>
    is === should ? [] : [`In the register, ${what} should be ${should} and is ${is}.`],
  );
}

function ofOutsider({ outsider, outages }: Outcome): string[] {
  const found = outsider.flatMap(({ debateId, isSound, isEqual }) =>
    isSound && isEqual ? [] : [`The outsider comes to something else for the debate ${debateId}.`],
  );
  return outages > 0 ? found : [...found, 'The server was killed, and no outage stands in any evidence.'];
}

/** The figures of the campaign, for a person to read. */
export function table({ held, duties, register: { totals }, finals, outsider, outages }: Outcome): string {
  const counted = (words: readonly string[]) =>
    [...Map.groupBy(words, (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ');
  const slots = outsider.reduce((sum, one) => sum + one.slots, 0);
  return [
    `  debates      ${held.length} held, ${outages} outages of ours in their evidence`,
    `  verdicts     ${counted([...finals.values()])}`,
    `  duties       ${counted(duties.map(({ status }) => status))}`,
    `  register     ${totals.registered} registered = ${totals.onBallot} on the ballot + ${totals.withdrawn} withdrawn + ${totals.rejected} rejected + ${totals.removed} removed; ${totals.reinstated} reinstated on appeal`,
    `  an outsider  ${outsider.filter(({ isSound }) => isSound).length} of ${outsider.length} bundles sound, ${slots} verdicts computed anew, ${outsider.filter(({ isEqual }) => isEqual).length} debates the same`,
  ].join('\n');
}

export function summary(outcome: Outcome, isOk: boolean): string {
  const { held, finals, duties, register, outsider, outages } = outcome;
  const tally = (words: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
  return JSON.stringify({
    ok: isOk,
    candidacies: outcome.cast.candidates.length,
    debates: held.length,
    outages,
    verdicts: tally([...finals.values()]),
    duties: tally(duties.map(({ status }) => status)),
    register: register.totals,
    outsider: {
      bundles: outsider.length,
      sound: outsider.filter(({ isSound }) => isSound).length,
      same: outsider.filter(({ isEqual }) => isEqual).length,
    },
  });
}
