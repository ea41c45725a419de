/** What a time zone's clocks do over a stretch of time, from the IANA data that the runtime carries. */
import type { Interval } from './intervals.ts';

type Change = { atMs: number; fromOffsetMs: number; toOffsetMs: number };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** How far a zone's clocks are ahead of UTC at an instant. */
export function zoneOffsetMs(ms: number, zone: string): number {
  const name = nameOf(ms, zone, 'longOffset');
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(name) ?? [];
  const size = Number(hours) * 3_600_000 + Number(minutes) * minuteMs + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
}

/** Whether the zone's clocks show this time a second time, because they are put back. */
export function isShownTwice(ms: number, zone: string): boolean {
  const offsetMs = zoneOffsetMs(ms, zone);
  return [-dayMs, dayMs].some((away) => {
    const otherMs = zoneOffsetMs(ms + away, zone);
    const sameTimeMs = ms + offsetMs - otherMs;
    return otherMs !== offsetMs && zoneOffsetMs(sameTimeMs, zone) === otherMs;
  });
}

/** The VTIMEZONE that `during` needs: how the clocks stood a year before, and every change until a year after. */
export function timeZoneLines(zone: string, during: Interval): string[] {
  const fromMs = during.fromMs - 366 * dayMs;
  const changes = changesOf(zone, { fromMs, toMs: during.toMs + 366 * dayMs });
  const offsetMs = zoneOffsetMs(fromMs, zone);
  const first: Change = { atMs: fromMs, fromOffsetMs: offsetMs, toOffsetMs: offsetMs };
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...[first, ...changes].flatMap((change) => observanceLines(zone, change)),
    'END:VTIMEZONE',
  ];
}

function observanceLines(zone: string, { atMs, fromOffsetMs, toOffsetMs }: Change): string[] {
  const kind = /Summer|Daylight/.test(nameOf(atMs, zone, 'long')) ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${kind}`,
    `DTSTART:${compactTime(atMs + fromOffsetMs)}`,
    `TZOFFSETFROM:${offsetText(fromOffsetMs)}`,
    `TZOFFSETTO:${offsetText(toOffsetMs)}`,
    `TZNAME:${offsetText(toOffsetMs)}`,
    `END:${kind}`,
  ];
}

function changesOf(zone: string, { fromMs, toMs }: Interval): Change[] {
  const changes: Change[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += dayMs) {
    const [before, after] = [zoneOffsetMs(atMs, zone), zoneOffsetMs(atMs + dayMs, zone)];
    if (before === after) continue;
    const found = firstWith(zone, { fromMs: atMs, toMs: atMs + dayMs });
    changes.push({ atMs: found, fromOffsetMs: before, toOffsetMs: after });
  }
  return changes;
}

/** To the minute: zones change on whole minutes. */
function firstWith(zone: string, { fromMs, toMs }: Interval): number {
  const before = zoneOffsetMs(fromMs, zone);
  let [early, late] = [Math.floor(fromMs / minuteMs), Math.ceil(toMs / minuteMs)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (zoneOffsetMs(middle * minuteMs, zone) === before) early = middle;
    else late = middle;
  }
  return late * minuteMs;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function nameOf(ms: number, timeZone: string, timeZoneName: 'longOffset' | 'long'): string {
  const key = `${timeZoneName} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName });
  formats.set(key, format);
  return format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.round(offsetMs / minuteMs));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offsetMs < 0 ? '-' : '+'}${hours}${rest}`;
}

/** “20260914T190000”: an instant by clocks that show UTC. */
export function compactTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '');
}
