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
  const label = unread > 0 ? t('notices.doorUnread', { value: unread }) : t('notices.door');
  return (
    <NavLink to="/notices" aria-label={label}>
      {t('notices.door')} {unread > 0 && <span className="notice-count figures">{unread}</span>}
    </NavLink>
  );
}
