import { z } from 'zod';
import { StreamedFile } from './files.ts';
import { Id, Language } from './words.ts';

const feed = {
  method: 'get',
  role: 'anyone',
  produces: 'text/calendar; charset=utf-8',
  output: StreamedFile,
} as const;

/** What only the person's own calendar program is to know: whoever has the address reads the feed. */
const FeedKey = z.string().regex(/^[\w-]{20,120}$/);

const OwnFeed = z.strictObject({ feedKey: FeedKey });

/** Debates as feeds for calendar programs (RFC 5545). A program keeps a feed's address: none of them ever changes. */
export const calendarRoutes = {
  /** The debates of an area, and of all that lies in it. */
  'calendar.area': {
    ...feed,
    path: '/api/calendars/{language}/areas/{areaId}.ics',
    params: z.strictObject({ language: Language, areaId: Id }),
    keptForS: 300,
  },
  /** The debates that a person stands in or moderates, with reminders (D-3). */
  'calendar.person': {
    ...feed,
    path: '/api/calendars/{language}/people/{feedKey}.ics',
    params: z.strictObject({ language: Language, feedKey: FeedKey }),
  },
  'calendar.own': { method: 'get', path: '/api/own-calendar', role: 'signed-in', output: OwnFeed },
  /** Another address for the own feed; at the old one is nothing any more. */
  'calendar.renew': {
    method: 'post',
    path: '/api/own-calendar/renewal',
    role: 'signed-in',
    body: z.strictObject({}),
    output: OwnFeed,
  },
} as const;
