import { useTranslation } from 'react-i18next';
import type { NextStep } from '../../server/rules/next-step.ts';
import { afterwards, missed } from './course.ts';
import { type Desk, nameOf } from './desk.ts';
import { ComingWords } from './NextStepButton.tsx';
import './next.css';

/** What comes after the next step, and whose turn it passes over because there is nobody to speak. */
export function Afterwards({ desk, step }: { desk: Desk; step: NextStep | null }) {
  const { t } = useTranslation();
  const { view, nowMs } = desk;
  const after = afterwards(view, step, nowMs);
  const away = missed(view).map((slotId) => nameOf(view, slotId));
  return (
    <>
      {after.length > 0 && (
        <div className="small next-after">
          <span className="soft">{t('moderator.then')}</span>
          <ol>
            {after.map((turn) => (
              <li key={turn.planned}>
                {nameOf(view, turn.slotId)}{' '}
                <span className="soft">
                  <ComingWords desk={desk} coming={turn} />
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
      {away.length > 0 && <p className="small soft">{t('moderator.missed', { names: away.join(', ') })}</p>}
    </>
  );
}
