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

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
