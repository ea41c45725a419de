import { useTranslation } from 'react-i18next';
import type { Review } from '../ReviewPage.tsx';
import { ProtocolButton } from './ProtocolButton.tsx';
import '../../pieces/press.css';

/** A debate's attendance as a file. */
export function DebateExports({ review }: { review: Review }) {
  const { t } = useTranslation();
  const { id } = review.debate;
  return (
    <section className="stack near">
      <h2 className="card-title">{t('exports.title')}</h2>
      <div className="row">
        <ProtocolButton
          fileName="attendance.pdf"
          protocolOf={async (words) =>
            (await import('./attendanceProtocol.ts')).attendanceProtocol(review, words)
          }
        />
        <a className="press" href={`/api/committee/exports/debates/${id}/attendance.csv`} download>
          {t('exports.csv')}
        </a>
        <a className="press" href={`/api/committee/debates/${id}`} download="attendance.json">
          {t('exports.json')}
        </a>
      </div>
    </section>
  );
}
