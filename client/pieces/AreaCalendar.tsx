import { useTranslation } from 'react-i18next';
import type { DebateCard } from '../../server/protocol/http.ts';
import { useNamed } from '../state/useNamed.ts';
import { CalendarAddress } from './CalendarAddress.tsx';

/** All debates of an area, for anybody's calendar. */
export function AreaCalendar({ area }: { area: DebateCard['area'] }) {
  const { t } = useTranslation();
  const { named, language } = useNamed();
  return (
    <section className="card stack near">
      <h2 className="card-title">{t('feed.area', { area: named(area.names) })}</h2>
      <CalendarAddress path={`/api/calendars/${language}/areas/${area.id}.ics`} />
    </section>
  );
}
