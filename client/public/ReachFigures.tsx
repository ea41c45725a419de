import { useTranslation } from 'react-i18next';
import type { Reach } from '../../server/protocol/http.ts';
import { useTimes } from '../state/useTimes.ts';

/** Audience figures, each with what it means, their error and their method. */
export function ReachFigures({ reach }: { reach: Reach }) {
  const { t } = useTranslation();
  const { number, length } = useTimes();
  const figures = [
    [t('reach.unique'), number(reach.uniqueViewers)],
    [t('reach.peak'), number(reach.peakConcurrency)],
    [t('reach.average'), number(reach.averageMinuteAudience)],
    [t('reach.watched'), length(reach.watchMs)],
  ] as const;
  return (
    <>
      <dl className="figures-list">
        {figures.map(([term, value]) => (
          <div key={term}>
            <dt className="small soft">{term}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small soft">
        {t('reach.method', { percent: number(reach.errorPercent) })}{' '}
        {reach.isFinal ? t('reach.final') : t('reach.counting')}
      </p>
    </>
  );
}
