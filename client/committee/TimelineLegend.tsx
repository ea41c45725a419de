import { useTranslation } from 'react-i18next';
import './drawn/lanes.css';

type Props = { hasOutages: boolean; hasPauses: boolean };

export function TimelineLegend({ hasOutages, hasPauses }: Props) {
  const { t } = useTranslation();
  return (
    <div className="stack near">
      <ul className="lanes-legend small" aria-label={t('timeline.legend')}>
        <li data-of="present">{t('timeline.present')}</li>
        <li data-of="turn">{t('timeline.turn')}</li>
        <li data-of="absent">{t('timeline.absent')}</li>
        {hasOutages && <li data-of="outage">{t('timeline.outage')}</li>}
        {hasPauses && <li data-of="pause">{t('timeline.pause')}</li>}
      </ul>
      <p className="small soft">{t('timeline.devices')}</p>
    </div>
  );
}
