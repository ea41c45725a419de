/** Where instants stand in a drawing of a stretch of time. */
export type Scale = {
  fromMs: number;
  toMs: number;
  /** In thousandths of the width. */
  at(ms: number): number;
  /** Round instants to be named below the drawing, five at most. */
  ticks: readonly number[];
};

export const drawnWidth = 1000;
const secondMs = 1000;
const minuteMs = 60 * secondMs;
const steps = [
  ...[5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * minuteMs),
];
const mostTicks = 5;

export function scaleOf(fromMs: number, toMs: number): Scale {
  const lengthMs = Math.max(1, toMs - fromMs);
  const at = (ms: number) => (Math.min(lengthMs, Math.max(0, ms - fromMs)) / lengthMs) * drawnWidth;
  const stepMs = steps.find((step) => lengthMs / step < mostTicks) ?? lengthMs;
  const count = Math.floor(lengthMs / stepMs) + 1;
  return {
    ...{ fromMs, toMs, at },
    ticks: Array.from({ length: count }, (_, index) => fromMs + index * stepMs),
  };
}
