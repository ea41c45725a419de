import { gapsOf, heldMs } from './expectations.ts';
import type { Candidate, Outcome } from './outcome.ts';

const columns = ['candidate', 'part', 'verdict', 'duty', 'present', 'away', 'frames at the viewers'];

/** What came of the debate, for a person to read. */
export function table({ candidates, review, reach, sounds }: Outcome): string {
  const rows = [columns, ...Object.values(candidates).map(row)];
  const widths = columns.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   '),
  );
  const { uniqueViewers, watchMs, peakConcurrency } = reach;
  const asPlayed = sounds.filter(({ microphones, expected }) => microphones === expected).length;
  return [
    ...lines.map((line) => `  ${line.trimEnd()}`),
    '',
    `  debate: ${seconds(heldMs(review))}`,
    `  evidence: ${review.entries.length} entries, chain ${review.isChainIntact ? 'intact' : 'broken'}`,
    `  reach: ${uniqueViewers} viewers, peak ${peakConcurrency}, ${seconds(watchMs)} watched`,
    `  sound: nobody but who had the floor was heard, ${asPlayed} of ${sounds.length} times`,
  ].join('\n');
}

function row({ name, part, reviewed, frames }: Candidate): string[] {
  const { verdict, duties, present } = reviewed;
  return [
    name,
    part,
    verdict?.outcome ?? 'none',
    duties.map(({ status }) => status).join(', '),
    `${seconds(verdict?.presentMs ?? 0)} of ${seconds(verdict?.countableMs ?? 0)}`,
    gapsOf(present).map(seconds).join(', '),
    frames.join(' + '),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The same for a program: the demo's last line. */
export function summary({ candidates, reach }: Outcome, isOk: boolean): string {
  const all = Object.values(candidates);
  const byName = <T>(of: (candidate: Candidate) => T) =>
    Object.fromEntries(all.map((one) => [one.name, of(one)]));
  return JSON.stringify({
    ok: isOk,
    verdicts: byName(({ reviewed }) => reviewed.verdict?.outcome ?? null),
    obligations: byName(({ reviewed }) => reviewed.duties[0]?.status ?? null),
    reach: {
      unique: reach.uniqueViewers,
      watchSeconds: Math.round(reach.watchMs / 1000),
      peak: reach.peakConcurrency,
    },
    media: byName(({ frames }) => ({
      framesDecodedByViewers: frames.reduce((sum, count) => sum + count, 0),
    })),
  });
}
