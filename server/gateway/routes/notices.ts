import type { Clock } from '../../platform/clock.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

type NoticeRoute = 'notices.list' | 'notices.mark-read' | 'notices.choose-language';

export type NoticeTools = { stores: Stores; clock: Clock };

/** A person's own notices. Whose they are comes from the session: an id of another's changes nothing. */
export function noticeRoutes({ stores, clock }: NoticeTools): Pick<RouteHandlers, NoticeRoute> {
  const { notices } = stores;
  return {
    'notices.list': async ({ visitor }) => {
      const own = await notices.ofAccount(visitor.accountId as string);
      return { notices: own, unread: own.filter(({ isRead }) => !isRead).length };
    },
    'notices.mark-read': async ({ visitor, body }) => {
      await notices.markRead(visitor.accountId as string, body.noticeIds, clock.now());
      return {};
    },
    'notices.choose-language': async ({ visitor, body }) => {
      await notices.chooseLanguage(visitor.accountId as string, body.language);
      return {};
    },
  };
}
