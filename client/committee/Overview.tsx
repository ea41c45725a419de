import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { outcomes } from '../../server/protocol/campaign.ts';
import type { RouteOutput } from '../../server/protocol/routes.ts';
import { AreaTime } from '../pieces/AreaTime.tsx';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { committeeDebates } from '../state/queries.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { OpenWork } from './OpenWork.tsx';
import { RecordsWarning } from './RecordsWarning.tsx';
import './committee.css';

/** All debates with how their verdicts stand and how many duties are unmet. */
export function Overview() {
  const { t } = useTranslation();
  const query = useQuery(committeeDebates);
  return (
    <div className="stack far">
      <title>{t('door.committee')}</title>
      <div className="stack near">
        <h1>{t('committee.title')}</h1>
        <p className="lead">{t('committee.lead')}</p>
        <nav className="row" aria-label={t('committee.title')}>
          <Link to="/committee/excuses">{t('committee.excuses')}</Link>
          <Link to="/committee/what-if">{t('committee.whatIf')}</Link>
          <Link to="/observer">{t('observer.title')}</Link>
        </nav>
      </div>
      <RecordsWarning />
      <OpenWork />
      <section className="stack">
        <h2>{t('committee.debates')}</h2>
        <Asked query={query}>
          {({ debates }) =>
            debates.length === 0 ? (
              <Nothing>{t('committee.none')}</Nothing>
            ) : (
              <ul className="stack">
                {debates.map((row) => (
                  <Row key={row.debate.id} row={row} />
                ))}
              </ul>
            )
          }
        </Asked>
      </section>
    </div>
  );
}

function Row({ row }: { row: RouteOutput<'committee.debates'>['debates'][number] }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { number } = useTimes();
  const { debate, breaches } = row;
  return (
    <li className="card stack near tile">
      <div className="row">
        <StatusMark status={debate.status} />
        <span className="soft small">{named(debate.area.names)}</span>
      </div>
      <h3>
        <Link to={`/committee/debates/${debate.id}`}>{named(debate.title)}</Link>
      </h3>
      <p className="small soft">
        <AreaTime ms={debate.plannedStartMs} area={debate.area} />
      </p>
      <ul className="row small figures">
        {outcomes.map((outcome) =>
          row.outcomes[outcome] ? (
            <li key={outcome}>
              {t(`outcome.${outcome}`)}: <strong>{number(row.outcomes[outcome])}</strong>
            </li>
          ) : null,
        )}
        <li className={breaches > 0 ? 'alarming' : 'soft'}>
          {t('committee.breaches', { value: number(breaches) })}
        </li>
      </ul>
    </li>
  );
}
