/** Half-open intervals of time (domain spec 7.2): what presence, outages and countable time are made of. */

/** `[fromMs, toMs)`. One that ends before it begins holds nothing. */
export type Interval = { fromMs: number; toMs: number };

/** Every function here takes any order and any overlap, and gives back sorted intervals that do not touch. */
export function union(intervals: readonly Interval[]): Interval[] {
  return bridge(intervals, 0);
}

/** The union, with gaps of up to `gapMs` filled. */
export function bridge(intervals: readonly Interval[], gapMs: number): Interval[] {
  const sorted = intervals.filter((one) => one.fromMs < one.toMs).sort((a, b) => a.fromMs - b.fromMs);
  const joined: Interval[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = joined.at(-1);
    if (last && fromMs - last.toMs <= gapMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

export function clip(intervals: readonly Interval[], within: Interval): Interval[] {
  return union(
    intervals.map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, within.fromMs),
      toMs: Math.min(toMs, within.toMs),
    })),
  );
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const others = union(b);
  return union(a).flatMap((piece) => clip(others, piece));
}

export function subtract(from: readonly Interval[], removed: readonly Interval[]): Interval[] {
  const holes = union(removed);
  return union(from).flatMap((piece) => around(piece, clip(holes, piece)));
}

export function lengthMs(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Where at least `needed` of the lists hold at the same time. */
export function whereAtLeast(needed: number, lists: readonly (readonly Interval[])[]): Interval[] {
  const edges = lists
    .flatMap((list) => union(list))
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, step: 1 },
      { atMs: toMs, step: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs);
  const found: Interval[] = [];
  let depth = 0;
  edges.forEach(({ atMs, step }, index) => {
    depth += step;
    const next = edges[index + 1];
    if (next && depth >= needed) found.push({ fromMs: atMs, toMs: next.atMs });
  });
  return union(found);
}

/** What is left of `piece` around sorted holes that lie inside it. */
function around(piece: Interval, holes: readonly Interval[]): Interval[] {
  const edges = [piece.fromMs, ...holes.flatMap((hole) => [hole.fromMs, hole.toMs]), piece.toMs];
  const rest: Interval[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    rest.push({ fromMs: edges[at] ?? piece.toMs, toMs: edges[at + 1] ?? piece.toMs });
  }
  return union(rest);
}
