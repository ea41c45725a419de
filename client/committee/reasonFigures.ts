import type { Reason } from '../../server/protocol/campaign.ts';
import type { useTimes } from '../state/useTimes.ts';

const counted: readonly Reason['code'][] = ['too-few-speakers'];

/** What a reason measured and what the rule needs, as its sentence takes them in. */
export function reasonFigures({ code, measured, needed }: Reason, times: ReturnType<typeof useTimes>) {
  const figure = (value: number | null) =>
    value === null ? '–' : counted.includes(code) ? times.number(value) : times.length(value);
  return { measured: figure(measured), needed: figure(needed) };
}
