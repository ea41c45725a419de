import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { Nothing } from '../../pieces/Nothing.tsx';
import { useTimes } from '../../state/useTimes.ts';

/** Who sits for the case, who takes no part and why, and how each voted; and how many votes are still needed. */
export function CaseMembers({ view: { members, quorum, area, rapporteurId } }: { view: CaseView }) {
  const { t } = useTranslation();
  const { day, number } = useTimes();
  const share = quorum.needed === 0 ? 1 : Math.min(1, quorum.voted / quorum.needed);
  return (
    <section className="stack">
      <h2>{t('caseFile.votes')}</h2>
      <div className="quorum">
        <span className="quorum-bar" style={{ '--share': `${share * 100}%` } as object} />
        <span className="small">
          {t('caseFile.quorum', { voted: number(quorum.voted), needed: number(quorum.needed) })}
        </span>
      </div>
      {members.length === 0 && <Nothing>{t('caseFile.noMembers')}</Nothing>}
      <ul className="members">
        {members.map(({ accountId, name, conflict, vote }) => (
          <li key={accountId} className="stack near">
            <div className="row spread">
              <strong>
                {name}{' '}
                {accountId === rapporteurId && <span className="small soft">{t('caseFile.rapporteur')}</span>}
              </strong>
              {vote ? (
                <span className="mark" data-tone="accent">
                  {t(`voteChoice.${vote.choice}`)}
                </span>
              ) : (
                <span className="small soft">
                  {conflict ? t(`conflict.${conflict}`) : t('caseFile.notVoted')}
                </span>
              )}
            </div>
            {vote && <p className="own-words">{vote.reason}</p>}
            {vote && <time className="small soft">{day(vote.atMs, area.zone)}</time>}
          </li>
        ))}
      </ul>
    </section>
  );
}
