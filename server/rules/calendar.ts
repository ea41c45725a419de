/** Debates as an iCalendar feed (RFC 5545): one event per debate, for whichever calendar program subscribes to it. */
import type { DebateStatus } from '../protocol/campaign.ts';
import type { Language } from '../protocol/words.ts';
import { compactTime, isShownTwice, timeZoneLines, zoneOffsetMs } from './calendar-zones.ts';

export type CalendarDebate = {
  debateId: string;
  title: string;
  area: string;
  zone: string;
  plannedStartMs: number;
  plannedMs: number;
  speakers: readonly string[];
  status: DebateStatus;
  /** How often its title, place, time or standing has changed since it was published. */
  sequence: number;
  changedAtMs: number;
  url: string;
  /** Whether whoever reads this feed owes it to be there, and is to be reminded (D-3). */
  isOwed: boolean;
};

export type CalendarFeed = { name: string; language: Language; debates: readonly CalendarDebate[] };

/** D-3: each debater is reminded 72, 24 and 2 hours before. */
const reminderHours = [72, 24, 2] as const;
const toCome: readonly DebateStatus[] = ['published', 'lobby'];

/**
 * The same debates give the same bytes. The id of an event is its debate's, in every feed, so that a program that reads
 * two feeds shows a debate once.
 */
export function calendarText({ name, language, debates }: CalendarFeed): string {
  const shown = debates.filter(({ status }) => status !== 'draft');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Debate hub//Calendar 1//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...zonesOf(shown),
    ...shown.flatMap((debate) => eventLines(debate, language)),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function zonesOf(debates: readonly CalendarDebate[]): string[] {
  const byZone = Map.groupBy(debates, ({ zone }) => zone);
  return [...byZone].flatMap(([zone, its]) => {
    const fromMs = Math.min(...its.map(({ plannedStartMs }) => plannedStartMs));
    const toMs = Math.max(...its.map(({ plannedStartMs, plannedMs }) => plannedStartMs + plannedMs));
    return timeZoneLines(zone, { fromMs, toMs });
  });
}

function eventLines(debate: CalendarDebate, language: Language): string[] {
  const { zone, plannedStartMs, plannedMs } = debate;
  return [
    'BEGIN:VEVENT',
    `UID:${debate.debateId}`,
    `DTSTAMP:${utc(debate.changedAtMs)}`,
    `LAST-MODIFIED:${utc(debate.changedAtMs)}`,
    `SEQUENCE:${debate.sequence}`,
    `STATUS:${standing(debate.status)}`,
    `DTSTART${atLocalTime(plannedStartMs, zone)}`,
    `DTEND${atLocalTime(plannedStartMs + plannedMs, zone)}`,
    `SUMMARY;LANGUAGE=${language}:${escaped(debate.title)}`,
    `DESCRIPTION:${escaped(debate.speakers.join('\n'))}`,
    `LOCATION;LANGUAGE=${language}:${escaped(debate.area)}`,
    `URL:${debate.url}`,
    ...(debate.isOwed && toCome.includes(debate.status) ? reminderHours.flatMap(alarmOf(debate.title)) : []),
    'END:VEVENT',
  ];
}

function alarmOf(title: string) {
  return (hours: number): string[] => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${hours}H`,
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
  ];
}

function standing(status: DebateStatus): 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' {
  if (status === 'cancelled' || status === 'failed') return 'CANCELLED';
  return status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED';
}

function utc(ms: number): string {
  return `${compactTime(ms)}Z`;
}

/** By the clocks of the place; in UTC within an hour that they show twice, of which programs take either. */
function atLocalTime(ms: number, zone: string): string {
  if (isShownTwice(ms, zone)) return `:${utc(ms)}`;
  return `;TZID=${zone}:${compactTime(ms + zoneOffsetMs(ms, zone))}`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

const longestLine = 75;

/** A line of at most 75 octets, each further piece of it after a blank; no letter is cut in two (RFC 5545, 3.1). */
function folded(line: string): string {
  const pieces = [''];
  let octets = 0;
  for (const letter of line) {
    const more = new TextEncoder().encode(letter).length;
    if (octets + more > longestLine) {
      pieces.push('');
      octets = 1;
    }
    pieces[pieces.length - 1] += letter;
    octets += more;
  }
  return pieces.join('\r\n ');
}
