import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ExcuseFile, ExcuseVote } from '../../../server/protocol/duties.ts';
import { api } from '../../hub/api.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { Nothing } from '../../pieces/Nothing.tsx';
import { excuseList } from '../../state/committeeQueries.ts';
import { queryClient } from '../../state/queries.ts';
import { useTimes } from '../../state/useTimes.ts';
import { ReasonedForm } from '../judging/ReasonedForm.tsx';
import { DueClock } from '../worklist/DueClock.tsx';
import '../judging/judging.css';

/** Every excuse with its ground, its document and its clock; who may vote on it does so here. */
export function ExcusesPage() {
  const { t } = useTranslation();
  const query = useQuery(excuseList);
  return (
    <div className="stack far">
      <title>{t('excuse.title')}</title>
      <header className="stack near">
        <Link to="/committee">{t('committee.back')}</Link>
        <h1>{t('excuse.title')}</h1>
        <p className="lead">{t('excuse.lead')}</p>
      </header>
      <Asked query={query}>
        {({ excuses }) =>
          excuses.length === 0 ? (
            <Nothing>{t('excuse.none')}</Nothing>
          ) : (
            <div className="stack">
              {excuses.map((file) => (
                <Excuse key={file.excuse.id} file={file} />
              ))}
            </div>
          )
        }
      </Asked>
    </div>
  );
}

function Excuse({ file: { excuse, name, zone, dueAtMs, votes, mayVote } }: { file: ExcuseFile }) {
  const { t } = useTranslation();
  const { day, number } = useTimes();
  const clockMs = excuse.status === 'filed' ? excuse.documentUntilMs : excuse.decideUntilMs;
  const isOpen = excuse.decidedAtMs === null && excuse.status !== 'lapsed';
  return (
    <article className="card stack" id={excuse.id}>
      <div className="confirm-head">
        <div className="stack near">
          <div className="row">
            <span className="mark" data-tone={isOpen ? 'accent' : undefined}>
              {t(`excuse.status.${excuse.status}`)}
            </span>
            <span className="soft small">{t(`excuse.level.${excuse.level}`)}</span>
          </div>
          <h2 className="card-title">{name}</h2>
          <p>{t(`excuse.ground.${excuse.ground}`)}</p>
          <p className="small soft">
            {t('excuse.filed', { at: day(excuse.filedAtMs, zone) })} ·{' '}
            {t('duty.due', { due: day(dueAtMs, zone) })}
          </p>
        </div>
        {isOpen && clockMs !== null && <DueClock dueAtMs={clockMs} stoppedWithMs={null} zone={zone} />}
      </div>
      <p className="said-by">{excuse.words}</p>
      <Documents ids={excuse.documents} />
      {isOpen && (
        <p className="small soft">
          {t('excuse.votes', {
            granting: number(votes.granting),
            refusing: number(votes.refusing),
            needed: number(votes.needed),
          })}
        </p>
      )}
      {excuse.reason !== null && <p>{excuse.reason}</p>}
      {mayVote && <Vote excuseId={excuse.id} />}
    </article>
  );
}

function Documents({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  if (ids.length === 0) return <p className="small soft">{t('excuse.noDocument')}</p>;
  return (
    <ul className="row small">
      {ids.map((id, index) => (
        <li key={id}>
          <a href={`/api/attachments/${id}`} download>
            {t('excuse.document', { number: index + 1 })}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Vote({ excuseId }: { excuseId: string }) {
  const { t } = useTranslation();
  const vote = useMutation({
    mutationFn: (body: ExcuseVote) => api('committee.vote-excuse', { params: { excuseId }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['committee'] }),
  });
  return (
    <ReasonedForm
      label={t('excuse.ask')}
      options={[
        { id: 'grant', name: t('excuse.grant') },
        { id: 'refuse', name: t('excuse.refuse') },
      ]}
      most={1000}
      submit={t('judging.decide')}
      sending={vote}
      onSend={(choice, reason) => vote.mutate({ isGranted: choice === 'grant', reason })}
    />
  );
}
