/** What makes a format one that no debate can be held in, though each of its figures alone is allowed. */
import type { Format, Phase } from '../protocol/campaign.ts';
import { formatLengthMs } from './formats.ts';

const fewestSpeakers = 2;
const mostSpeakers = 12;

/** How many people one debate can have. */
export const speakerCounts = Array.from(
  { length: mostSpeakers - fewestSpeakers + 1 },
  (_, index) => fewestSpeakers + index,
);

/** No part, budget or turn of it is longer either, whatever else cuts it short. */
const longestDebateMs = 8 * 60 * 60_000;

/** `phase`: the part it is in; null where it is the whole format's. */
export type FormatFault = {
  code: 'too-long' | 'turn-over-part' | 'turn-over-budget' | 'warnings-order';
  phase: number | null;
};

/** All that is wrong with it; nothing where it can be stored. */
export function faultsOf(format: Format): FormatFault[] {
  const inParts = format.phases.flatMap((part, phase) => faultsOfPart(part).map((code) => ({ code, phase })));
  return [
    ...inParts,
    ...(isTooLong(format) ? [{ code: 'too-long', phase: null } as const] : []),
    ...(isFalling(format.warningsMs ?? []) ? [] : [{ code: 'warnings-order', phase: null } as const]),
  ];
}

function isTooLong(format: Format): boolean {
  const lengthsMs = format.phases.flatMap((part) =>
    Object.entries(part).flatMap(([name, value]) => (name.endsWith('Ms') ? [Number(value)] : [])),
  );
  const debatesMs = speakerCounts.map((count) => formatLengthMs(format, count));
  return [...lengthsMs, ...debatesMs].some((ms) => ms > longestDebateMs);
}

function faultsOfPart(part: Phase): FormatFault['code'][] {
  const isOverPart = part.kind === 'open' && part.turnMs > part.totalMs;
  const isOverBudget = 'budgetMs' in part && part.budgetMs !== undefined && part.turnMs > part.budgetMs;
  return [
    ...(isOverPart ? ['turn-over-part' as const] : []),
    ...(isOverBudget ? ['turn-over-budget' as const] : []),
  ];
}

function isFalling(warningsMs: readonly number[]): boolean {
  return warningsMs.every((warning, index) => index === 0 || warning < (warningsMs[index - 1] ?? 0));
}
