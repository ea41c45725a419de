import { useTranslation } from 'react-i18next';
import type { DebateView, RollCall } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText } from '../state/useTimes.ts';
import { useTurnWords } from '../state/useTurnWords.ts';

type Props = { rollCall: RollCall; view: Pick<DebateView, 'format' | 'lineup'>; clock: ServerClock };

/** The newest roll-call: who has answered, who has not, and how long it runs still. */
export function RollCallNow({ rollCall, view, clock }: Props) {
  const { t } = useTranslation();
  const { nameOf } = useTurnWords(view);
  const nowMs = useNow(useServerNow(clock), 500);
  const { asked, answered, endsAtMs, isClosed } = rollCall;
  return (
    <section className="card stack near" aria-label={t('observer.rollCall')}>
      <div className="row spread">
        <h2 className="card-title">{t('observer.rollCall')}</h2>
        <span className="small figures">
          {isClosed ? t('observer.rollCallOver') : clockText(endsAtMs - nowMs)}
        </span>
      </div>
      <ul className="stack near">
        {asked.map((slotId) => (
          <li key={slotId} className="row spread">
            <span>{nameOf(slotId)}</span>
            <span className="small soft">
              {answered.includes(slotId) ? t('observer.answered') : t('observer.notAnswered')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
