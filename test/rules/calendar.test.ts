import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { debateStatuses } from '../../server/protocol/campaign.ts';
import { type CalendarDebate, calendarText } from '../../server/rules/calendar.ts';

const zones = [
  'Asia/Almaty',
  'Asia/Oral',
  'Asia/Qostanay',
  'Asia/Qyzylorda',
  'Europe/Berlin',
  'America/Caracas',
];
const base: CalendarDebate = {
  debateId: '0a4f33a8-3a0e-4a4e-9a53-9a52c0a6e111',
  title: 'Қала көлігі',
  area: 'Алматы',
  zone: 'Asia/Almaty',
  plannedStartMs: Date.UTC(2020, 8, 14, 13),
  plannedMs: 5_400_000,
  speakers: ['Speaker One', 'Speaker Two'],
  status: 'published',
  sequence: 0,
  changedAtMs: Date.UTC(2020, 8, 1),
  url: 'https://debates.example/debates/1',
  isOwed: true,
};

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
  .filter((text) => !/\p{C}/u.test(text));
const debate = fc.record({
  debateId: fc.uuid(),
  title: line,
  area: line,
  zone: fc.constantFrom(...zones),
  // To the second: a calendar knows nothing finer.
  plannedStartMs: fc.integer({ min: 946_684_800, max: 2_208_988_800 }).map((seconds) => seconds * 1000),
  plannedMs: fc.integer({ min: 60, max: 28_800 }).map((seconds) => seconds * 1000),
  speakers: fc.array(line, { maxLength: 12 }),
  status: fc.constantFrom(...debateStatuses),
  sequence: fc.nat(99),
  changedAtMs: fc.constant(base.changedAtMs),
  url: fc.constant(base.url),
  isOwed: fc.boolean(),
});
const feed = fc.record({
  name: line,
  language: fc.constantFrom('kk' as const, 'ru' as const, 'en' as const),
  debates: fc.uniqueArray(debate, { maxLength: 5, selector: ({ debateId }) => debateId }),
});

describe('a calendar feed, read by somebody else’s parser', () => {
  it('says of every debate exactly what the hub knows of it', () => {
    fc.assert(
      fc.property(feed, ({ debates, ...rest }) => {
        const events = parsed(calendarText({ ...rest, debates }));
        const shown = debates.filter(({ status }) => status !== 'draft');
        expect(events.map(toldBy)).toEqual(shown.map(known));
      }),
      { numRuns: 150 },
    );
  });

  it('has lines of 75 octets at most, each ending as the standard wants it', () => {
    fc.assert(
      fc.property(feed, (any) => {
        const text = calendarText(any);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '').match(/[\r\n]/)).toBeNull();
        for (const each of text.split('\r\n')) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75);
      }),
      { numRuns: 100 },
    );
  });

  it('CAL-1 keeps one event per debate under one id, and says of a cancelled one that it is', () => {
    const [first] = parsed(calendarText({ name: 'x', language: 'ru', debates: [base] }));
    const changed = { ...base, status: 'cancelled' as const, sequence: 1 };
    const [second] = parsed(calendarText({ name: 'y', language: 'kk', debates: [changed] }));
    expect(second?.uid).toBe(first?.uid);
    expect([first?.sequence, second?.sequence]).toEqual([0, 1]);
    expect(second?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it('D-3 reminds 72, 24 and 2 hours before, and only of what is owed and still to come', () => {
    const alarmsOf = (change: Partial<CalendarDebate>) =>
      parsed(calendarText({ name: 'x', language: 'kk', debates: [{ ...base, ...change }] }))
        .flatMap(({ component }) => component.getAllSubcomponents('valarm'))
        .map((alarm) => String(alarm.getFirstPropertyValue('trigger')));
    expect(alarmsOf({})).toEqual(['-PT72H', '-PT24H', '-PT2H']);
    expect(alarmsOf({ isOwed: false })).toEqual([]);
    for (const status of ['live', 'ended', 'final', 'cancelled', 'postponed', 'failed'] as const)
      expect(alarmsOf({ status })).toEqual([]);
  });

  it('CAL-2 tells the clocks of 2020 and of after March 2024 apart: 19:00 in Almaty was six, and is five hours before UTC', () => {
    const debates = [
      { ...base, plannedStartMs: Date.UTC(2020, 8, 14, 13) },
      {
        ...base,
        debateId: '0a4f33a8-3a0e-4a4e-9a53-9a52c0a6e222',
        plannedStartMs: Date.UTC(2026, 8, 14, 14),
      },
    ];
    const text = calendarText({ name: 'x', language: 'kk', debates });
    expect(text).toContain('DTSTART;TZID=Asia/Almaty:20200914T190000');
    expect(text).toContain('DTSTART;TZID=Asia/Almaty:20260914T190000');
    expect(text).toContain(
      'BEGIN:STANDARD\r\nDTSTART:20240301T000000\r\nTZOFFSETFROM:+0600\r\nTZOFFSETTO:+0500\r\n',
    );
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  });

  it('CAL-2 tells the two same hours apart that clocks show when they are put back', () => {
    const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
    const debates = [first, second].map((plannedStartMs, nth) => ({
      ...base,
      zone: 'Europe/Berlin',
      debateId: base.debateId.replace(/1$/, String(nth)),
      plannedStartMs,
    }));
    const events = parsed(calendarText({ name: 'x', language: 'kk', debates }));
    expect(events.map(({ startDate }) => startDate.toUnixTime() * 1000)).toEqual([first, second]);
  });

  it('is the same bytes for the same debates', () => {
    const asked = { name: 'x', language: 'en' as const, debates: [base] };
    expect(calendarText(asked)).toBe(calendarText(structuredClone(asked)));
  });

  it('writes a name that would begin a new property as the text it is', () => {
    const title = 'a;b,c\\n\\d:END:VEVENT';
    const [event] = parsed(calendarText({ name: 'x', language: 'en', debates: [{ ...base, title }] }));
    expect(event?.summary).toBe(title);
  });
});

/** Its zones come from the feed itself: what the parser knows of zones is nothing. */
function parsed(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  for (const event of events) {
    expect(event.startDate.zone?.tzid).toBe(
      event.component.getFirstProperty('dtstart')?.getParameter('tzid') ?? 'UTC',
    );
  }
  return events;
}

function toldBy(event: ICAL.Event) {
  return {
    uid: event.uid,
    summary: event.summary,
    location: event.location,
    startMs: event.startDate.toUnixTime() * 1000,
    endMs: event.endDate.toUnixTime() * 1000,
    sequence: event.sequence,
    isRecurring: event.isRecurring(),
  };
}

function known({ debateId, title, area, plannedStartMs, plannedMs, sequence }: CalendarDebate) {
  const common = { uid: debateId, summary: title, location: area, sequence, isRecurring: false };
  return { ...common, startMs: plannedStartMs, endMs: plannedStartMs + plannedMs };
}
