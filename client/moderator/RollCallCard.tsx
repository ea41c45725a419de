import { useTranslation } from 'react-i18next';
import type { RollCall } from '../../server/protocol/stage.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { clockText } from '../state/useTimes.ts';
import { type Desk, nameOf } from './desk.ts';
import { callRoll, mayCallRoll } from './moves.ts';
import './roll.css';

/** Who is really there: each types a number that only their own page shows. */
export function RollCallCard({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { rollCall } = desk.view;
  return (
    <section className="card stack near" aria-labelledby="roll-title">
      <h2 id="roll-title" className="card-title">
        {t('moderator.rollCall')}
      </h2>
      {rollCall ? (
        <Answers desk={desk} rollCall={rollCall} />
      ) : (
        <p className="small soft">{t('moderator.rollCallMeans')}</p>
      )}
      <PressButton data-testid="roll-call" isDisabled={!mayCallRoll(desk)} onPress={() => callRoll(desk)}>
        {rollCall ? t('moderator.rollCallAgain') : t('moderator.rollCallOpen')} <kbd>C</kbd>
      </PressButton>
    </section>
  );
}

function Answers({ desk, rollCall }: { desk: Desk; rollCall: RollCall }) {
  const { t } = useTranslation();
  const { asked, answered, isClosed, endsAtMs } = rollCall;
  const isWaiting = !isClosed && answered.length < asked.length;
  return (
    <div className="stack near" data-testid="roll-call-answers">
      <p role="status">
        {t('moderator.rollCallAnswered', { answered: answered.length, asked: asked.length })}
      </p>
      {isWaiting && <p className="roll-time figures">{clockText(endsAtMs - desk.nowMs)}</p>}
      <ul className="roll">
        {asked.map((slotId) => (
          <li key={slotId} data-answered={answered.includes(slotId) || undefined}>
            {nameOf(desk.view, slotId)}
            <span className="small soft">
              {answered.includes(slotId)
                ? t('moderator.rollCallHere')
                : t(isClosed ? 'moderator.rollCallMissed' : 'moderator.rollCallWaiting')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
