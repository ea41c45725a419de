/** One measured figure against its goal. `limitedBy`: what held it back, as measured. */
export type Figure = {
  what: string;
  value: number;
  goal: number;
  unit: string;
  ok: boolean;
  limitedBy: string;
};

export function print(bench: string, figures: readonly Figure[]): void {
  for (const { what, value, goal, unit, ok, limitedBy } of figures) {
    console.log(`${ok ? 'met ' : 'MISS'}  ${what}: ${value} ${unit} (goal ${goal}); limited by ${limitedBy}`);
  }
  console.log(JSON.stringify({ bench, ok: figures.every(({ ok }) => ok), figures }));
}

/** A figure that may be at most its goal. */
export function atMost(goal: number, { value, ...rest }: Omit<Figure, 'goal' | 'ok'>): Figure {
  return { ...rest, value: rounded(value), goal, ok: value <= goal };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The smallest of these that at least `share` of them do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** "median (least–most)", for what is said beside a figure. */
export function spread(values: readonly number[], digits = 2): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
