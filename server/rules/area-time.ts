/** D-1: a stage closes in each area by the area's own clocks. */

/** The instant at which clocks of the area show what clocks of the capital show at `atMs`. */
export function dueInArea(atMs: number, zones: { capital: string; area: string }): number {
  const shownMs = atMs + offsetMs(atMs, zones.capital);
  // The first guess can stand on the other side of a clock change; the second is right.
  const guessMs = shownMs - offsetMs(shownMs, zones.area);
  return shownMs - offsetMs(guessMs, zones.area);
}

function offsetMs(atMs: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${shown.format(atMs).replace(' ', 'T')}Z`) - Math.floor(atMs / 1000) * 1000;
}
