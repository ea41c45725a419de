import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import { DueClock } from '../worklist/DueClock.tsx';

/** Which case it is, about whom and what, where it stands, and whose clock runs. */
export function CaseHead({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  const { deadline, respondent, area } = view;
  return (
    <header className="case-head">
      <div className="stack near">
        <div className="row">
          <span className="mark" data-tone={view.status === 'closed' ? undefined : 'accent'}>
            {t(`caseStatus.${view.status}`)}
          </span>
          <span className="soft">
            {t(`caseKind.${view.kind}`)} · {t(`caseLevel.${view.level}`)} · {named(area.names)}
          </span>
        </div>
        <h1 className="review-title">
          {t('work.case', { number: view.number })}
          {respondent && `: ${respondent.name}`}
        </h1>
        <p>{t(`ground.${view.ground}`)}</p>
        <p className="small soft">{t('caseFile.opened', { day: day(view.openedAtMs, area.zone) })}</p>
        {view.isRemovalSuspended && <p className="case-note">{t('caseFile.suspended')}</p>}
        {view.duplicateOf !== null && (
          <p className="case-note">
            <Link to={`/committee/cases/${view.duplicateOf}`}>{t('caseFile.duplicate')}</Link>
          </p>
        )}
      </div>
      {deadline && (
        <div className="card stack near">
          <span className="small soft">
            {t(`caseDeadline.${deadline.isStopped ? 'stopped' : deadline.what}`)}
          </span>
          <DueClock
            dueAtMs={deadline.dueAtMs}
            stoppedWithMs={deadline.isStopped ? deadline.leftMs : null}
            zone={area.zone}
          />
          {view.answerUntilAtMs !== null && (
            <span className="small soft">
              {t('caseDeadline.partyUntil', { at: day(view.answerUntilAtMs, area.zone) })}
            </span>
          )}
        </div>
      )}
    </header>
  );
}
