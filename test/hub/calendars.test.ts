import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';

describe('calendar feeds over HTTP', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const ask = (path: string, cookie = '') => fetch(hub.url + path, { headers: { cookie } });

  async function ownPath(cookie: string, isNew = false): Promise<string> {
    const asked = isNew
      ? {
          method: 'POST',
          headers: { cookie, origin: hub.url, 'content-type': 'application/json' },
          body: '{}',
        }
      : { headers: { cookie } };
    const response = await fetch(`${hub.url}/api/own-calendar${isNew ? '/renewal' : ''}`, asked);
    const { feedKey } = (await response.json()) as { feedKey: string };
    return `/api/calendars/kk/people/${feedKey}.ics`;
  }

  async function eventsAt(path: string): Promise<ICAL.Event[]> {
    const response = await ask(path);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const calendar = new ICAL.Component(ICAL.parse(await response.text()));
    return calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  }

  it('CAL-3 an area’s is there for everybody, in each language, and may be kept on the way', async () => {
    const { area, title } = await hub.stores.debates.card(hub.debateId);
    for (const language of ['kk', 'ru', 'en'] as const) {
      const path = `/api/calendars/${language}/areas/${area.id}.ics`;
      const [event] = await eventsAt(path);
      expect([event?.uid, event?.summary]).toEqual([hub.debateId, title[language]]);
      expect(event?.component.getAllSubcomponents('valarm')).toEqual([]);
      expect((await ask(path)).headers.get('cache-control')).toBe('public, max-age=300');
    }
  });

  it.each(['candidate', 'moderator'] as const)(
    'D-3 a %s’s own has reminders, and nobody keeps it',
    async (part) => {
      const accountId = part === 'moderator' ? hub.moderatorId : (hub.candidates[0]?.accountId as string);
      const path = await ownPath(await hub.signIn(accountId));
      const [event] = await eventsAt(path);
      expect(event?.uid).toBe(hub.debateId);
      expect(event?.component.getAllSubcomponents('valarm')).toHaveLength(3);
      expect((await ask(path)).headers.get('cache-control')).toBe('no-store');
    },
  );

  it('CAL-3 another address takes the old one’s place, and nobody guesses one', async () => {
    const cookie = await hub.signIn(hub.candidates[1]?.accountId as string);
    const old = await ownPath(cookie);
    expect(await ownPath(cookie)).toBe(old);
    const renewed = await ownPath(cookie, true);
    expect(await eventsAt(renewed)).toHaveLength(1);
    const forged = renewed.replace(/.\.ics$/, (end) => (end.startsWith('A') ? 'B.ics' : 'A.ics'));
    for (const path of [old, forged])
      expect([(await ask(path)).status, await (await ask(path)).json()]).toMatchObject([
        404,
        { code: 'not-found' },
      ]);
    expect((await ask('/api/own-calendar')).status).toBe(401);
  });

  it('EDGE-1 an address that is none is refused', async () => {
    for (const path of [
      '/api/calendars/de/areas/x.ics',
      '/api/calendars/kk/areas/x.ics',
      '/api/calendars/kk/people/..%2F.ics',
    ])
      expect((await ask(path)).status).toBe(400);
  });
});
