import { useTranslation } from 'react-i18next';
import type { OwnCase } from '../../../server/protocol/cases.ts';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { useTimes } from '../../state/useTimes.ts';
import { OwnDecisions } from './OwnDecisions.tsx';
import { StatementForm } from './StatementForm.tsx';
import './cases.css';

/** One case: what it stands on, what is asked and until when, what was decided and why. */
export function OwnCaseCard({ own }: { own: OwnCase }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { number, ground, status, area, evidence, asked, answerUntilAtMs, deadline } = own;
  return (
    <article className="card stack">
      <div className="row spread">
        <h2>
          {t('work.case', { number })} · {t(`ground.${ground}`)}
        </h2>
        <span className="badge">{t(`caseStatus.${status}`)}</span>
      </div>
      {evidence !== null && <p>{t('ownCases.breach', { due: day(evidence.dueAtMs, area.zone) })}</p>}
      {own.text !== '' && <p className="own-case-words">{own.text}</p>}
      {evidence !== null && <Records verdicts={evidence.verdicts} />}
      {asked !== null && asked !== '' && (
        <div className="stack near">
          <h3>{t('ownCases.asked')}</h3>
          <p className="own-case-words">{asked}</p>
        </div>
      )}
      {own.mayAnswer && answerUntilAtMs !== null && (
        <StatementForm
          caseId={own.id}
          act="answer"
          lead={t('ownCases.answerUntil', { until: day(answerUntilAtMs, area.zone) })}
        />
      )}
      <OwnDecisions own={own} />
      {own.isRemovalSuspended && <p className="small">{t('ownCases.suspended')}</p>}
      {own.mayAppeal && deadline?.dueAtMs != null && (
        <StatementForm
          caseId={own.id}
          act="appeal"
          lead={t('ownCases.appealUntil', { until: day(deadline.dueAtMs, area.zone) })}
        />
      )}
    </article>
  );
}

type Verdicts = NonNullable<OwnCase['evidence']>['verdicts'];

/** Each verdict with the place in the evidence that it was computed from, and the whole of it to take away. */
function Records({ verdicts }: { verdicts: Verdicts }) {
  const { t } = useTranslation();
  return (
    <ul className="stack near small">
      {verdicts.map(({ verdictId, outcome, ruleVersion, evidenceSequence, evidenceHash, bundlePath }) => (
        <li key={verdictId} className="row">
          <OutcomeMark outcome={outcome} />
          <span className="soft">
            {t('caseFile.from', {
              rule: ruleVersion,
              sequence: evidenceSequence,
              hash: evidenceHash.slice(0, 12),
            })}
          </span>
          <a href={bundlePath} download>
            {t('ownCases.bundle')}
          </a>
        </li>
      ))}
    </ul>
  );
}
