import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Asked } from '../pieces/Asked.tsx';
import { DebateTile } from '../pieces/DebateTile.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { OwnCalendar } from '../pieces/OwnCalendar.tsx';
import { moderatorDebates } from '../state/queries.ts';
import { WaitingOutcomes } from './outcomes/WaitingOutcomes.tsx';

export function MyDebates() {
  const { t } = useTranslation();
  const query = useQuery(moderatorDebates);
  return (
    <div className="stack far">
      <title>{t('door.moderator')}</title>
      <div className="stack near">
        <h1>{t('moderator.title')}</h1>
        <p className="lead">{t('moderator.lead')}</p>
      </div>
      <WaitingOutcomes />
      <Asked query={query}>
        {({ debates }) =>
          debates.length === 0 ? (
            <Nothing>{t('moderator.none')}</Nothing>
          ) : (
            <div className="tiles">
              {debates.map((debate) => (
                <DebateTile key={debate.id} debate={debate} to={`/moderator/debates/${debate.id}`} />
              ))}
            </div>
          )
        }
      </Asked>
      <OwnCalendar />
    </div>
  );
}
