import { useTranslation } from 'react-i18next';
import type { LiveStage } from '../../server/protocol/stage.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, nameOf } from './desk.ts';
import { quickMs, toggleMute } from './moves.ts';

/** Time and silence for whoever speaks now, and the stop of everything. */
export function TurnControls({ desk, stage }: { desk: Desk; stage: LiveStage }) {
  const { t } = useTranslation();
  const speaker = stage.turn?.slotId ?? null;
  const name = nameOf(desk.view, speaker);
  const adjust = (byMs: number) => speaker && desk.ask({ kind: 'adjust', slotId: speaker, byMs });
  return (
    <fieldset className="row turn-controls" aria-label={t('moderator.controls')}>
      {speaker && (
        <>
          <PressButton isDisabled={!desk.canAct} onPress={() => adjust(-quickMs)}>
            {t('moderator.quick', { sign: '−' })} <span className="unseen">{name}</span> <kbd>−</kbd>
          </PressButton>
          <PressButton isDisabled={!desk.canAct} data-testid="add-time" onPress={() => adjust(quickMs)}>
            {t('moderator.quick', { sign: '+' })} <span className="unseen">{name}</span> <kbd>+</kbd>
          </PressButton>
          <PressButton isDisabled={!desk.canAct} onPress={() => toggleMute(desk, speaker)}>
            {t(stage.muted.includes(speaker) ? 'moderator.unmute' : 'moderator.mute')} <kbd>M</kbd>
          </PressButton>
        </>
      )}
      <PressButton
        look="danger"
        data-testid="pause"
        isDisabled={!desk.canAct || stage.pause !== null}
        onPress={() => desk.ask({ kind: 'pause' })}
      >
        {t('moderator.pause')} <kbd>P</kbd>
      </PressButton>
    </fieldset>
  );
}
