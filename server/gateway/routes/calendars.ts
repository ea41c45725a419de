import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { StreamedFile } from '../../protocol/files.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { Language } from '../../protocol/words.ts';
import { calendarText } from '../../rules/calendar.ts';
import type { CalendarStore, ScheduledDebate } from '../../store/calendars.ts';
import type { CampaignStore } from '../../store/campaigns.ts';
import type { RouteHandlers } from '../http.ts';

type CalendarRoute = 'calendar.area' | 'calendar.person' | 'calendar.own' | 'calendar.renew';

export type CalendarTools = {
  calendars: CalendarStore;
  campaigns: CampaignStore;
  clock: Clock;
  publicUrl: string;
  secret: string;
};

/** Feeds of debates. Who reads the database still cannot read a person's feed: its address needs the secret too. */
export function calendarRoutes(tools: CalendarTools): Pick<RouteHandlers, CalendarRoute> {
  const { calendars, campaigns, clock, secret } = tools;
  return {
    'calendar.area': async ({ params: { areaId, language } }) => {
      const { names, debates } = await calendars.ofArea(areaId);
      return feedFile({ name: names[language], language, debates }, tools);
    },
    'calendar.person': async ({ params: { feedKey, language } }) => {
      const debates = await calendars.ofFeed(feedIdOf(feedKey, secret));
      const { names } = await campaigns.currentCampaign();
      return feedFile({ name: names[language], language, debates }, tools);
    },
    'calendar.own': async ({ visitor }) => {
      const feedId = await calendars.feedOf(visitor.accountId as string, clock.now());
      return { feedKey: feedKeyOf(feedId, secret) };
    },
    'calendar.renew': async ({ visitor }) => {
      const feedId = await calendars.renewFeed(visitor.accountId as string, clock.now());
      return { feedKey: feedKeyOf(feedId, secret) };
    },
  };
}

type Feed = { name: string; language: Language; debates: readonly ScheduledDebate[] };

function feedFile({ name, language, debates }: Feed, { publicUrl }: CalendarTools): StreamedFile {
  const events = debates.map(({ card: { id, title, area, ...card }, ...revision }) => ({
    ...card,
    ...revision,
    debateId: id,
    title: title[language],
    area: area.names[language],
    zone: area.zone,
    url: `${publicUrl}/debates/${id}`,
  }));
  return { fileName: 'debates.ics', parts: oneText(calendarText({ name, language, debates: events })) };
}

async function* oneText(text: string): AsyncIterable<string> {
  yield text;
}

const feedIdLength = 36;

function feedKeyOf(feedId: string, secret: string): string {
  const proof = createHmac('sha256', secret)
    .update(`debate-hub/calendar-feed/1\n${feedId}`)
    .digest('base64url');
  return `${feedId}${proof}`;
}

function feedIdOf(feedKey: string, secret: string): string {
  const feedId = feedKey.slice(0, feedIdLength);
  const [given, wanted] = [Buffer.from(feedKey), Buffer.from(feedKeyOf(feedId, secret))];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new Refusal('not-found', 'feed');
  return feedId;
}
