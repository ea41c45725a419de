import { useTranslation } from 'react-i18next';
import type { LiveStage } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useCommand } from '../state/useCommand.ts';
import { useStore } from '../state/useStore.ts';

type Props = { live: LiveDebate; stage: LiveStage; slotId: string };

/** What a candidate can do about the floor: ask for it, take the asking back, or give it up early. */
export function OwnTurn({ live, stage, slotId }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const command = useCommand(live);
  const isAway = connection.is !== 'connected' || command.isPending;
  const hasFloor = stage.turn?.slotId === slotId;
  const isRaised = stage.hands.some((hand) => hand.slotId === slotId);
  return (
    <div className="stack near">
      <div className="row">
        {hasFloor ? (
          <PressButton
            size="large"
            isDisabled={isAway}
            onPress={() => command.mutate({ name: 'floor.yield', input: {} })}
          >
            {t('candidate.yield')}
          </PressButton>
        ) : (
          <PressButton
            size="large"
            look={isRaised ? 'plain' : 'main'}
            isDisabled={isAway}
            onPress={() => command.mutate({ name: isRaised ? 'hand.lower' : 'hand.raise', input: {} })}
          >
            {isRaised ? t('candidate.lowerHand') : t('candidate.raiseHand')}
          </PressButton>
        )}
        {isRaised && <span className="soft">{t('candidate.handUp')}</span>}
      </div>
      {command.isError && <Trouble error={command.error} />}
    </div>
  );
}
