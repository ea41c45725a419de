import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import type { SlotPresence, Stage } from '../../server/protocol/stage.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Command } from '../state/useCommand.ts';
import { WitnessLights } from './WitnessLights.tsx';
import '../pieces/lineup.css';

type Props = {
  slot: Slot;
  stage: Stage;
  presence: SlotPresence | null;
  isAway: boolean;
  onCommand: (command: Command) => void;
};

/** One candidate in the console: seen or not, who they are, and the floor. */
export function Place({ slot, stage, presence, isAway, onCommand }: Props) {
  const { t } = useTranslation();
  const isLive = stage.status === 'live';
  const hasFloor = isLive && stage.turn?.slotId === slot.id;
  const isConfirmed = presence?.isIdentityConfirmed ?? false;
  return (
    <li data-speaking={hasFloor || undefined}>
      <div className="place-who">
        <span className="lineup-place figures">{slot.position}</span>
        <strong>{slot.name}</strong>
        {isLive && stage.hands.some((hand) => hand.slotId === slot.id) && (
          <span className="mark" data-tone="accent">
            {t('moderator.handUp')}
          </span>
        )}
      </div>
      <WitnessLights presence={presence} />
      <div className="row place-do">
        {isConfirmed ? (
          <span className="small place-known">{t('moderator.identityConfirmed')}</span>
        ) : (
          <PressButton
            data-testid={`identity-${slot.id}`}
            isDisabled={isAway || stage.status === 'ended'}
            onPress={() => onCommand({ name: 'identity.confirm', input: { slotId: slot.id } })}
          >
            {t('moderator.confirmIdentity')}
          </PressButton>
        )}
        <PressButton
          data-testid={`give-${slot.id}`}
          isDisabled={!isLive || hasFloor || isAway}
          onPress={() => onCommand({ name: 'floor.give', input: { slotId: slot.id } })}
        >
          {hasFloor ? t('moderator.hasFloor') : t('moderator.giveFloor')}
        </PressButton>
      </div>
    </li>
  );
}
