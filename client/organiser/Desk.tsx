import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Asked } from '../pieces/Asked.tsx';
import { DebateTile } from '../pieces/DebateTile.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { debates, organiserDesk } from '../state/queries.ts';
import { CreateDebate } from './CreateDebate.tsx';
import { Invitations } from './Invitations.tsx';
import './organiser.css';

/** Where debates are made: a format, a lineup, a time; and the links that let people in. */
export function Desk() {
  const { t } = useTranslation();
  const desk = useQuery(organiserDesk);
  const list = useQuery(debates);
  return (
    <div className="stack far">
      <title>{t('door.organiser')}</title>
      <div className="stack near">
        <h1>{t('organiser.title')}</h1>
        <p className="lead">{t('organiser.lead')}</p>
        <p>
          <Link to="/organiser/formats">{t('format.link')}</Link>
        </p>
      </div>
      <Asked query={desk}>
        {(answer) => (
          <>
            <CreateDebate desk={answer} />
            <Invitations desk={answer} />
          </>
        )}
      </Asked>
      <section className="stack">
        <h2>{t('organiser.debates')}</h2>
        <Asked query={list}>
          {({ debates: all }) =>
            all.length === 0 ? (
              <Nothing>{t('organiser.noDebates')}</Nothing>
            ) : (
              <div className="tiles">
                {all.map((debate) => (
                  <DebateTile key={debate.id} debate={debate} to={`/debates/${debate.id}`} />
                ))}
              </div>
            )
          }
        </Asked>
      </section>
    </div>
  );
}
