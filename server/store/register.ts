import type { Register, RegisterEntry } from '../protocol/register.ts';
import { rulingOf } from '../rules/case-standing.ts';
import { decisionsOf } from '../rules/cases.ts';
import { type RegisteredCase, registerTotals } from '../rules/register.ts';
import { type LoadedCase, loadCases } from './case-files.ts';
import { votingDaysOf } from './case-terms.ts';
import type { Database } from './tables.ts';

/** What the public may know of all decisions, and what became of every candidacy. */
export async function readRegister(
  database: Database,
  campaign: Register['campaign'],
  nowMs: number,
): Promise<Register> {
  const { id: campaignId } = campaign;
  const [files, voting, candidacies] = await Promise.all([
    loadCases(database, { campaignId }),
    votingDaysOf(database, campaignId),
    database.selectFrom('candidacy').select(['id', 'status']).where('campaignId', '=', campaignId).execute(),
  ]);
  const cases = files.map(
    ({ respondent, ground, state }): RegisteredCase => ({
      candidacyId: respondent?.candidacyId ?? null,
      ground,
      isPending: state.status !== 'closed' && state.status !== 'inadmissible',
      decidedAtMs: state.decisions[0]?.decidedAtMs ?? null,
      ruling: rulingOf(state, voting, nowMs),
    }),
  );
  return {
    campaign,
    asOfMs: nowMs,
    totals: registerTotals(candidacies, cases),
    entries: files.flatMap(entriesOf).sort((one, other) => other.number - one.number),
  };
}

function entriesOf({ respondent, area, ground, state }: LoadedCase): RegisterEntry[] {
  return decisionsOf(state).flatMap(
    ({ number, decidedAtMs, choice, instance, supersedes, isSuperseded, words }) =>
      words === null
        ? []
        : [
            {
              ...{ number, decidedAtMs, choice, instance, supersedes, isSuperseded, words },
              ...{ name: respondent?.name ?? null, area, ground },
            },
          ],
  );
}
