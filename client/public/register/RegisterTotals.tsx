import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { grounds } from '../../../server/protocol/cases.ts';
import type { Register } from '../../../server/protocol/register.ts';
import { useTimes } from '../../state/useTimes.ts';
import './register.css';

type Totals = Register['totals'];
const parts = ['onBallot', 'withdrawn', 'rejected', 'removed'] as const;

/** What became of everybody who was registered: as a sum, as one bar, and the removals by their ground. */
export function RegisterTotals({ totals }: { totals: Totals }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const { registered, reinstated, suspended, pendingCases, removedWithoutDecision } = totals;
  const figures = {
    onBallot: number(totals.onBallot),
    withdrawn: number(totals.withdrawn),
    rejected: number(totals.rejected),
    removed: number(totals.removed),
  };
  return (
    <section className="card stack">
      <p className="register-sum figures">
        {t('register.sum', { registered: number(registered), ...figures })}
      </p>
      <div className="register-bar" aria-hidden="true">
        {parts
          .filter((part) => totals[part] > 0)
          .map((part) => (
            <span
              key={part}
              className={`register-${part}`}
              style={{ flexGrow: totals[part] } as CSSProperties}
            />
          ))}
      </div>
      <ul className="register-legend small">
        {parts.map((part) => (
          <li key={part} className={`register-${part}`}>
            {t(`register.${part}`)}: <span className="figures">{figures[part]}</span>
          </li>
        ))}
      </ul>
      {totals.removed > 0 && <ByGround totals={totals} />}
      <ul className="stack near small">
        {reinstated > 0 && <li>{t('register.reinstated', { value: number(reinstated) })}</li>}
        {suspended > 0 && <li>{t('register.suspended', { value: number(suspended) })}</li>}
        <li>{t('register.pending', { value: number(pendingCases) })}</li>
        {removedWithoutDecision > 0 && (
          <li role="alert">{t('register.undecided', { value: number(removedWithoutDecision) })}</li>
        )}
      </ul>
    </section>
  );
}

function ByGround({ totals: { removedBy, removed } }: { totals: Totals }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  const used = grounds.filter((ground) => (removedBy[ground] ?? 0) > 0);
  return (
    <table className="register-table">
      <caption>{t('register.byGround')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('register.ground')}</th>
          <th scope="col" className="figures">
            {t('register.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {used.map((ground) => (
          <tr key={ground}>
            <th scope="row">{t(`ground.${ground}`)}</th>
            <td className="figures">
              <span
                className="register-share"
                style={{ '--share': removedBy[ground] / removed } as CSSProperties}
              />
              {number(removedBy[ground])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
