import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Lineup } from '../pieces/Lineup.tsx';
import { debate } from '../state/queries.ts';

/** The new debate, the order that was drawn for it, and the seed by which anybody can draw it again. */
export function Created({ debateId, drawSeed }: { debateId: string; drawSeed: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(debate(debateId));
  return (
    <div className="said created" role="status">
      <p>
        {t('organiser.created')} <Link to={`/debates/${debateId}`}>{t('organiser.toDebate')}</Link>
      </p>
      {data && <Lineup lineup={data.lineup} />}
      <p className="small">
        {t('organiser.seed')} <code>{drawSeed}</code>
      </p>
    </div>
  );
}
