import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import { Nothing } from '../pieces/Nothing.tsx';
import { OutcomeMark } from '../pieces/OutcomeMark.tsx';
import { BundleLink } from './BundleLink.tsx';
import { ReachFigures } from './ReachFigures.tsx';
import './watch.css';

/** What came of a debate: whether each candidate was there, and how many watched. */
export function WatchAfter({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  return (
    <div className="watch">
      <section className="card stack">
        <h2>{t('after.verdicts')}</h2>
        {detail.verdicts.length === 0 ? (
          <Nothing>{t('after.verdictsComing')}</Nothing>
        ) : (
          <ol className="after-verdicts">
            {detail.lineup.map((slot) => {
              const verdict = detail.verdicts.find(({ slotId }) => slotId === slot.id);
              return (
                <li key={slot.id} className="row spread">
                  <span>{slot.name}</span>
                  <span className="row">
                    {verdict?.status === 'proposed' && (
                      <span className="small soft">{t('after.proposed')}</span>
                    )}
                    {verdict && <OutcomeMark outcome={verdict.outcome} />}
                  </span>
                </li>
              );
            })}
          </ol>
        )}
      </section>
      <section className="card stack">
        <h2>{t('after.reach')}</h2>
        {detail.reach ? <ReachFigures reach={detail.reach} /> : <Nothing>{t('after.reachComing')}</Nothing>}
      </section>
      <BundleLink debateId={detail.id} />
    </div>
  );
}
