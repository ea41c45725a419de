import type { Outcome as Verdict } from '../../server/protocol/campaign.ts';
import type { Part } from './cast.ts';
import type { Candidate, Outcome, Reach, Review } from './outcome.ts';
import type { Sound } from './screenplay.ts';

const expected: Record<Part, { verdict: Verdict; isSeen: boolean }> = {
  throughout: { verdict: 'attended', isSeen: true },
  'cut-off': { verdict: 'attended', isSeen: true },
  late: { verdict: 'late', isSeen: true },
  never: { verdict: 'absent', isSeen: false },
};

const viewers = 3;
/** A page is counted between its first heartbeat and its last, which may be most of a heartbeat before the end. */
const uncountedMs = 25_000;
const openingTurnMs = 8_000;
/** The line was dead for 20 s, and the hub looks every two; finding the way back may take a little. */
const gapMs = { least: 18_000, most: 30_000 };

/** What differs from what the screenplay implies, one sentence each. */
export function differences({ review, reach, candidates, sounds, troubles }: Outcome): string[] {
  return [
    ...Object.values(candidates).flatMap(ofCandidate),
    ...ofOpeningTurn(candidates.throughout, review),
    ...ofGap(candidates['cut-off'], review),
    ...ofReview(review),
    ...ofReach(reach, heldMs(review)),
    ...sounds.flatMap(ofSound),
    ...troubles,
  ];
}

function ofCandidate({ name, part, reviewed: { verdict, duties }, frames }: Candidate): string[] {
  const wanted = expected[part];
  const found: string[] = [];
  if (verdict?.outcome !== wanted.verdict) {
    const reasons = verdict?.reasons.map(({ code, measured, needed }) => `${code} ${measured}/${needed}`);
    found.push(`${name} should be ${wanted.verdict} and is ${verdict?.outcome} (${reasons?.join(', ')}).`);
  }
  for (const { status, rule, reason } of duties) {
    // Verdicts become final a day later, and only then they count for anybody or against them (D-4).
    if (status === 'open' && reason.code === 'waiting') continue;
    found.push(`The duty ${rule} of ${name} should still be open and is ${status} (${reason.code}).`);
  }
  const blind = frames.filter((count) => count > 0 !== wanted.isSeen).length;
  if (blind > 0) {
    const says = wanted.isSeen ? 'decoded no frame' : 'decoded frames';
    found.push(`${blind} of ${frames.length} viewers ${says} of ${name}.`);
  }
  return found;
}

/** Nobody ended it but the clock, at the server. */
function ofOpeningTurn({ name, slotId }: Candidate, { entries }: Review): string[] {
  const ended = entries.find(({ kind, payload }) => kind === 'turn.ended' && payload.slotId === slotId);
  const { cause, usedMs } = ended?.payload ?? {};
  if (cause === 'clock' && usedMs === openingTurnMs) return [];
  return [
    `The opening turn of ${name} should be cut by the clock after ${openingTurnMs} ms, but ${cause} ended it after ${usedMs} ms.`,
  ];
}

function ofGap({ name, reviewed: { present } }: Candidate, { endedAtMs }: Review): string[] {
  const longestMs = Math.max(0, ...gapsOf(present));
  const found: string[] = [];
  if (longestMs < gapMs.least || longestMs > gapMs.most) {
    found.push(`${name} lost the network for 20 s, but the evidence shows a longest gap of ${longestMs} ms.`);
  }
  if (present.at(-1)?.toMs !== endedAtMs) found.push(`${name} should have been there again until the end.`);
  return found;
}

/** How long each time away was. */
export function gapsOf(present: Candidate['reviewed']['present']): number[] {
  return present.slice(1).map(({ fromMs }, index) => fromMs - (present[index]?.toMs ?? fromMs));
}

function ofSound({ when, microphones, expected: wanted }: Sound): string[] {
  if (microphones === wanted) return [];
  return [`While ${when}, ${microphones} microphones reached a viewer instead of ${wanted}.`];
}

function ofReview({ isChainIntact, outages, startedAtMs, endedAtMs }: Review): string[] {
  const found: string[] = [];
  if (!isChainIntact) found.push('The chain of evidence is broken.');
  if (outages.length > 0)
    found.push(`The evidence holds ${outages.length} outages of ours, and none was played.`);
  if (startedAtMs === null || endedAtMs === null) found.push('The debate has no start or no end.');
  return found;
}

export function heldMs({ startedAtMs, endedAtMs }: Review): number {
  return (endedAtMs ?? 0) - (startedAtMs ?? 0);
}

/** Watch time can be neither more than the debate was long, nor much less. */
function ofReach({ uniqueViewers, peakConcurrency, watchMs }: Reach, debateMs: number): string[] {
  const found: string[] = [];
  if (uniqueViewers !== viewers) found.push(`${viewers} people watched, and ${uniqueViewers} were counted.`);
  if (peakConcurrency !== viewers) found.push(`The peak should be ${viewers} and is ${peakConcurrency}.`);
  const mostMs = viewers * debateMs;
  const leastMs = mostMs - viewers * uncountedMs;
  if (watchMs < leastMs || watchMs > mostMs) {
    found.push(
      `${viewers} viewers of ${debateMs} ms should have watched ${leastMs} to ${mostMs} ms, not ${watchMs}.`,
    );
  }
  return found;
}
