import { useTranslation } from 'react-i18next';
import type { CaseEvent, CaseView } from '../../../server/protocol/cases.ts';
import { useTimes } from '../../state/useTimes.ts';

/** Everything that happened in the case, oldest first: nothing of it was ever changed. */
export function CaseCourse({ view: { timeline, area } }: { view: CaseView }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    <section className="stack">
      <h2>{t('caseFile.course')}</h2>
      <ol className="case-course">
        {timeline.map(({ sequence, atMs, by, event }) => (
          <li key={sequence} className="stack near">
            <div className="row spread">
              <strong>{t(`caseEvent.${event.kind}`)}</strong>
              <time className="small soft">{day(atMs, area.zone)}</time>
            </div>
            <p className="small soft">{by ?? t('evidence.hub')}</p>
            <EventWords event={event} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What whoever did it wrote, where they had to. */
function EventWords({ event }: { event: CaseEvent }) {
  const { t } = useTranslation();
  const written = wordsIn(event);
  return (
    <>
      {'choice' in event && <p>{t(`voteChoice.${event.choice}`)}</p>}
      {written !== '' && <p className="own-words">{written}</p>}
    </>
  );
}

function wordsIn(event: CaseEvent): string {
  if ('reason' in event) return event.reason;
  if ('text' in event) return event.text;
  return 'words' in event ? event.words : '';
}
