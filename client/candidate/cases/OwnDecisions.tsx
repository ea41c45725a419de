import { useTranslation } from 'react-i18next';
import type { OwnCase } from '../../../server/protocol/cases.ts';
import { useTimes } from '../../state/useTimes.ts';

/** What was decided, with the reasons of those who decided; who they are is not told. */
export function OwnDecisions({ own: { decisions, reasons, area } }: { own: OwnCase }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  if (decisions.length === 0) return null;
  return (
    <div className="stack near">
      {decisions.map(({ number, choice, decidedAtMs, instance, isSuperseded }) => (
        <p key={number}>
          <strong>
            {t('caseFile.decision', { number })} · {t(`voteChoice.${choice}`)}
          </strong>{' '}
          <span className="small soft">
            {day(decidedAtMs, area.zone)}
            {instance === 2 && ` · ${t('register.onAppeal')}`}
            {isSuperseded && ` · ${t('register.superseded')}`}
          </span>
        </p>
      ))}
      <h3>{t('ownCases.reasons')}</h3>
      <ul className="stack near small">
        {reasons.map(({ instance, choice, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no names and never change their order
          <li key={`${instance} ${index}`} className="own-case-words">
            {t(`voteChoice.${choice}`)}: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
