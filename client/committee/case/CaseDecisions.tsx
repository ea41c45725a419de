import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { useTimes } from '../../state/useTimes.ts';

/** Every decision that was made, also those in whose place another one stands now. */
export function CaseDecisions({ view: { decisions, area } }: { view: CaseView }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    <section className="stack">
      <h2>{t('caseFile.decisions')}</h2>
      <ul className="members">
        {decisions.map((each) => (
          <li key={each.number} className="stack near">
            <div className="row spread">
              <strong>
                {t('caseFile.decision', { number: each.number })} · {t(`voteChoice.${each.choice}`)}
              </strong>
              <time className="small soft">{day(each.decidedAtMs, area.zone)}</time>
            </div>
            <p className="small soft">
              {t(`caseLevel.${each.level}`)} ·{' '}
              {t(each.instance === 1 ? 'caseFile.first' : 'caseFile.onAppeal')}
              {each.isSuperseded && ` · ${t('caseFile.superseded')}`}
            </p>
            {each.words === null ? (
              <p className="small">{t('caseFile.unpublished')}</p>
            ) : (
              <p className="own-words">{each.words}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
