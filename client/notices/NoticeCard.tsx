import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PersonalNotice } from '../../server/protocol/personal-notices.ts';
import { noticeText, placeOf } from '../../server/rules/letters.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { noticeWords } from './noticeQueries.ts';
import './notices.css';

/** What happened, what can be done by when, and the way there. */
export function NoticeCard({ notice }: { notice: PersonalNotice }) {
  const { t } = useTranslation();
  const { language } = useNamed();
  const { day } = useTimes();
  const { data: words } = useQuery(noticeWords(language));
  if (words === undefined) return null;
  const { subject, what, can } = noticeText(notice, { language, words });
  return (
    <li className={`card stack near notice ${notice.isRead ? '' : 'notice-new'}`}>
      <div className="row spread">
        <h2 className="card-title">
          {!notice.isRead && <span className="badge">{t('notices.unread')}</span>} {subject}
        </h2>
        <time className="small soft" dateTime={new Date(notice.createdAtMs).toISOString()}>
          {day(notice.createdAtMs)}
        </time>
      </div>
      <p>{what}</p>
      <p>{can}</p>
      <Link to={placeOf(notice.kind)} aria-label={`${t('notices.go')}: ${subject}`}>
        {t('notices.go')}
      </Link>
    </li>
  );
}
