/** What a debate's format promises in time (domain spec 1.4: opening turns, an open part, closing turns). */
import type { Format, Phase } from '../protocol/campaign.ts';

/** The phase at this index. A plan and a stage that do not fit together are a fault of ours, not a "no". */
export function phaseAt(format: Format, phase: number): Phase {
  const found = format.phases[phase];
  if (!found) throw new RangeError(`the format has no phase ${phase}`);
  return found;
}

/** How long one turn of this phase may last. */
export function phaseTurnMs(format: Format, phase: number): number {
  return phaseAt(format, phase).turnMs;
}

/** The longest a debate of this format can last: every turn used to its end, no pauses between them. */
export function formatLengthMs(format: Format, speakers: number): number {
  return format.phases.reduce((sum, phase) => sum + phaseLengthMs(phase, speakers), 0);
}

function phaseLengthMs(phase: Phase, speakers: number): number {
  return phase.kind === 'open' ? phase.totalMs : phase.turnMs * speakers;
}
