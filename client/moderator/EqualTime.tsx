import { useTranslation } from 'react-i18next';
import { leastHeardFirst } from '../../server/rules/speaking.ts';
import { TimeBars } from '../pieces/TimeBars.tsx';
import { type Desk, liveStage, nameOf } from './desk.ts';

/** Whether everybody is heard alike, and who has been heard least. */
export function EqualTime({ desk: { view, clock, nowMs } }: { desk: Desk }) {
  const { t } = useTranslation();
  const stage = liveStage(view);
  const leastHeard = stage ? leastHeardFirst(view.lineup, stage, nowMs)[0] : undefined;
  return (
    <div className="card stack near">
      <TimeBars lineup={view.lineup} stage={view.stage} clock={clock} voice={view.voice} />
      {leastHeard && (
        <p className="small">{t('moderator.leastHeardSoFar', { name: nameOf(view, leastHeard) })}</p>
      )}
    </div>
  );
}
