import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useNamed } from '../state/useNamed.ts';
import { lettersIn, ownNotices } from './noticeQueries.ts';
import './notices.css';

/** The way to one's notices, with how many of them are new. For those who are signed in. */
export function NoticesDoor({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { language } = useNamed();
  useQuery(lettersIn(accountId, language));
  const { data } = useQuery(ownNotices);
  const unread = data?.unread ?? 0;
  return (
    <NavLink to="/notices">
      {t('notices.door')} {unread > 0 && <Unread value={unread} />}
    </NavLink>
  );
}

function Unread({ value }: { value: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="notice-count figures" aria-hidden="true">
        {value}
      </span>
      <span className="unseen">{t('notices.doorUnread', { value })}</span>
    </>
  );
}
