import { useTranslation } from 'react-i18next';
import type { TrackedComplaint } from '../../../server/protocol/cases.ts';
import { useTimes } from '../../state/useTimes.ts';
import './complaints.css';

/** What whoever complained may know: each state it was in, and what is public of the decision. */
export function Tracked({ complaint }: { complaint: TrackedComplaint }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { number, ground, steps, refusedBecause, duplicateOf, decisions } = complaint;
  return (
    <section className="card stack" aria-live="polite">
      <h2>{t('track.complaint', { number })}</h2>
      <p>{t(`ground.${ground}`)}</p>
      {refusedBecause !== null && <p>{t('track.refused', { reason: refusedBecause })}</p>}
      {duplicateOf !== null && <p>{t('track.duplicate', { number: duplicateOf })}</p>}
      <h3>{t('track.steps')}</h3>
      <ol className="course-steps">
        {steps.map(({ status, atMs }) => (
          <li key={`${status} ${atMs}`}>
            <span>{t(`caseStatus.${status}`)}</span>
            <time className="small soft" dateTime={new Date(atMs).toISOString()}>
              {day(atMs)}
            </time>
          </li>
        ))}
      </ol>
      {decisions.map((decision) => (
        <p key={decision.number}>
          <strong>
            {t('caseFile.decision', { number: decision.number })} · {t(`voteChoice.${decision.choice}`)}
          </strong>
          <br />
          {decision.words}
        </p>
      ))}
    </section>
  );
}
