/** What the committee takes away as a table: instants in UTC, lengths in milliseconds, codes as they are in the contract. */
import type { CaseCard } from '../protocol/cases.ts';
import type { Review } from '../protocol/http.ts';
import { csvOf } from './csv.ts';

const attendanceHead = [
  ...['debate', 'position', 'candidacy', 'name', 'outcome', 'status', 'present_ms', 'countable_ms'],
  ...['arrived_at', 'rule_version', 'evidence_sequence', 'evidence_hash', 'reasons'],
];

/** One line for each place of a debate's lineup. */
export function attendanceCsv({ debate, slots }: Review): string {
  const rows = slots.map(({ slot, verdict }) => [
    ...[debate.id, slot.position, slot.candidacyId, slot.name],
    verdict?.outcome ?? null,
    verdict?.status ?? null,
    verdict?.presentMs ?? null,
    verdict?.countableMs ?? null,
    instant(verdict?.arrivedAtMs ?? null),
    verdict?.ruleVersion ?? null,
    verdict?.evidenceSequence ?? null,
    verdict?.evidenceHash ?? null,
    verdict?.reasons.map(({ code }) => code).join(' ') ?? null,
  ]);
  return csvOf([attendanceHead, ...rows]);
}

const casesHead = [
  ...['number', 'kind', 'ground', 'status', 'level', 'area', 'candidacy', 'name', 'candidacy_status'],
  ...['opened_at', 'deadline', 'due_at', 'is_clock_stopped'],
];

/** One line for each case. */
export function casesCsv(cases: readonly CaseCard[]): string {
  const rows = cases.map(
    ({ number, kind, ground, status, level, area, respondent, openedAtMs, deadline }) => [
      ...[number, kind, ground, status, level, area.names.en],
      respondent?.candidacyId ?? null,
      respondent?.name ?? null,
      respondent?.status ?? null,
      instant(openedAtMs),
      deadline?.what ?? null,
      instant(deadline?.dueAtMs ?? null),
      deadline === null ? null : String(deadline.isStopped),
    ],
  );
  return csvOf([casesHead, ...rows]);
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
