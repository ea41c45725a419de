import { useTranslation } from 'react-i18next';
import { spreadOf } from '../../server/rules/speaking.ts';
import { clockText } from '../state/useTimes.ts';

/** How unequal the times are, in two figures that need no knowledge of statistics. */
export function Spread({ timesMs }: { timesMs: readonly number[] }) {
  const { t } = useTranslation();
  const { spreadMs, gini } = spreadOf(timesMs);
  return (
    <dl className="time-spread small">
      <div>
        <dt className="soft">{t('stage.spread')}</dt>
        <dd className="figures">{clockText(spreadMs)}</dd>
      </div>
      <div>
        <dt className="soft">{t('stage.gini')}</dt>
        <dd className="figures">{t('stage.ofHundred', { value: Math.round(gini * 100) })}</dd>
      </div>
    </dl>
  );
}
