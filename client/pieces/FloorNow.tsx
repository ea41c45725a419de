import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { FloorClock } from './FloorClock.tsx';
import './clock.css';

type Props = { view: DebateView; clock: ServerClock; ownSlotId?: string };

/** Who has the floor and for how long, in one place of a page; to whoever has it, only how long. */
export function FloorNow({ view, clock, ownSlotId }: Props) {
  const { t } = useTranslation();
  const turn = view.stage.status === 'live' ? view.stage.turn : null;
  const name = view.lineup.find((slot) => slot.id === turn?.slotId)?.name ?? '';
  return (
    <div className="stack near">
      <p className="unseen" role="status">
        {turn ? t('stage.hasFloor', { name }) : t('stage.nobodyHasFloor')}
      </p>
      {turn ? (
        <FloorClock
          turn={turn}
          clock={clock}
          label={turn.slotId === ownSlotId ? t('stage.timeLeft') : t('stage.hasFloor', { name })}
        />
      ) : (
        <p className="floor-clock-none">
          {view.stage.status === 'ended' ? t('stage.over') : t('stage.nobodyHasFloor')}
        </p>
      )}
    </div>
  );
}
