import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useTurnWords } from '../state/useTurnWords.ts';
import { FloorClock } from './FloorClock.tsx';
import { HeldTurnNote } from './HeldTurnNote.tsx';
import './clock.css';

type Props = { view: DebateView; clock: ServerClock; ownSlotId?: string };

/** Who has the floor, for what and for how long, in one place of a page; to whoever has it, only how long. */
export function FloorNow({ view, clock, ownSlotId }: Props) {
  const { t } = useTranslation();
  const { nameOf, kindOf } = useTurnWords(view);
  const { turn, held } = view.stage.status === 'live' ? view.stage : { turn: null, held: null };
  const name = nameOf(turn?.slotId);
  const kind = turn && kindOf(turn);
  const nobody = view.stage.status === 'ended' ? t('stage.over') : t('stage.nobodyHasFloor');
  return (
    <div className="stack near">
      <p className="unseen" role="status">
        {turn ? t('stage.hasFloor', { name }) : held ? null : nobody}
      </p>
      {turn && (
        <FloorClock
          view={view}
          turn={turn}
          clock={clock}
          label={turn.slotId === ownSlotId ? t('stage.timeLeft') : t('stage.hasFloor', { name })}
        />
      )}
      {!turn && !held && <p className="floor-clock-none">{nobody}</p>}
      {kind && <p className="floor-kind">{kind}</p>}
      {held && <HeldTurnNote held={held} name={nameOf(held.slotId)} view={view} clock={clock} />}
    </div>
  );
}
