import { useTranslation } from 'react-i18next';

export function TimelineLegend({ hasOutages }: { hasOutages: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="legend small" aria-label={t('timeline.legend')}>
      <li data-of="present">{t('timeline.present')}</li>
      <li data-of="turn">{t('timeline.turn')}</li>
      <li data-of="absent">{t('timeline.absent')}</li>
      {hasOutages && <li data-of="outage">{t('timeline.outage')}</li>}
    </ul>
  );
}
