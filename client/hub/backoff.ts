const firstTryMs = 500;
/** An audience is many, and must not come back at one instant; those on the stage are few, and are waited for. */
const longestMs = { audience: 5_000, stage: 1_500 };

/** How long to wait before try `tries` (1, 2 …); `random` is from 0 to 1 and spreads those who wait. */
export function pauseBeforeMs(tries: number, who: keyof typeof longestMs, random: number): number {
  const reach = Math.min(longestMs[who], firstTryMs * 2 ** (tries - 1));
  return Math.round(reach / 2 + (random * reach) / 2);
}
