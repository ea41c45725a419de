import { useTranslation } from 'react-i18next';
import { useTimes } from '../../state/useTimes.ts';

type Props = { inForceMs: number; harming: readonly { graceMs: number; value: number }[] };

/** For each grace, how many verdicts would speak against somebody. */
export function GraceBars({ inForceMs, harming }: Props) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  const most = Math.max(1, ...harming.map(({ value }) => value));
  return (
    <section className="stack near">
      <h3>{t('whatIf.graces')}</h3>
      <ul className="grace-bars">
        {harming.map(({ graceMs, value }) => (
          <li key={graceMs} data-in-force={graceMs === inForceMs || undefined}>
            <span className="figures">
              {length(graceMs)}{' '}
              {graceMs === inForceMs && <span className="small">{t('whatIf.isInForce')}</span>}
            </span>
            <span className="grace-bar" style={{ '--share': `${(value / most) * 100}%` } as object} />
            <strong className="figures">{number(value)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
