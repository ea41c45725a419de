/** The instant at which clocks of `zone` show `local` (`2030-05-04T19:00`); null when it is no time. */
export function instantInZone(local: string, zone: string): number | null {
  const asUtcMs = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtcMs)) return null;
  // The first guess can stand on the other side of a clock change; the second is right.
  const guessMs = asUtcMs - offsetMs(asUtcMs, zone);
  return asUtcMs - offsetMs(guessMs, zone);
}

function offsetMs(instantMs: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${shown.format(instantMs).replace(' ', 'T')}Z`) - Math.floor(instantMs / 1000) * 1000;
}
