import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, nameOf } from './desk.ts';
import { undo } from './moves.ts';
import type { UndoableCommand } from './undoable.ts';
import type { LastAct } from './useActs.ts';
import './toast.css';

type Props = { desk: Desk; last: LastAct | null };

/** What was just done, and for as long as it can be taken back, the way to do so (FLOOR-11). */
export function UndoToast({ desk, last }: Props) {
  const { t } = useTranslation();
  const words = useDoneWords(desk);
  const isShown = last !== null && desk.nowMs < last.untilMs;
  return (
    <div className="toast-ground" role="status">
      {isShown && (
        <div className="toast" data-testid="toast">
          {last.what === 'undone' ? t('moderator.undone') : words(last.what)}
          {last.what !== 'undone' && (
            <PressButton data-testid="undo" isDisabled={!desk.canAct} onPress={() => undo(desk, last)}>
              {t('moderator.undo')} <kbd>U</kbd>
            </PressButton>
          )}
        </div>
      )}
    </div>
  );
}

function useDoneWords({ view }: Desk): (command: UndoableCommand) => string {
  const { t } = useTranslation();
  return ({ name, input }) => {
    const who = { name: 'slotId' in input ? nameOf(view, input.slotId) : '' };
    if (name !== 'time.adjust') return t(`moderator.done.${name}`, who);
    return t(input.byMs > 0 ? 'moderator.done.time.added' : 'moderator.done.time.taken', who);
  };
}
