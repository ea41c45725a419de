import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../hub/api.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { useTimes } from '../../state/useTimes.ts';
import { PublishedDecisions } from './PublishedDecisions.tsx';
import { RegisterTotals } from './RegisterTotals.tsx';
import '../../pieces/press.css';

const register = queryOptions({
  queryKey: ['register'],
  queryFn: () => api('register.read'),
  refetchInterval: 60_000,
});

/** What the committee has decided, in public, with figures that add up. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { day } = useTimes();
  const query = useQuery(register);
  return (
    <div className="stack far">
      <title>{t('register.title')}</title>
      <div className="stack">
        <h1>{t('register.title')}</h1>
        <p className="lead">{t('register.lead')}</p>
      </div>
      <Asked query={query}>
        {({ asOfMs, totals, entries }) => (
          <>
            <RegisterTotals totals={totals} />
            <PublishedDecisions entries={entries} />
            <div className="row">
              <a className="press" href="/api/register.csv" download>
                {t('register.csv')}
              </a>
              <a className="press" href="/api/register" download="register.json">
                {t('register.json')}
              </a>
              <span className="small soft">{t('register.asOf', { at: day(asOfMs) })}</span>
            </div>
          </>
        )}
      </Asked>
    </div>
  );
}
