import { useTranslation } from 'react-i18next';
import { handKinds, type LiveStage } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useCommand } from '../state/useCommand.ts';
import { useStore } from '../state/useStore.ts';

type Props = { live: LiveDebate; stage: LiveStage; slotId: string };

/** What a candidate can do about the floor: ask for it in one of three ways, take the asking back, or end early. */
export function OwnTurn({ live, stage, slotId }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const command = useCommand(live);
  const isAway = connection.is !== 'connected' || command.isPending;
  const hasFloor = stage.turn?.slotId === slotId;
  const raised = stage.hands.find((hand) => hand.slotId === slotId)?.kind ?? null;
  return (
    <div className="stack near">
      {hasFloor ? (
        <div className="row">
          <PressButton
            size="large"
            data-testid="yield"
            isDisabled={isAway || stage.pause !== null}
            onPress={() => command.mutate({ name: 'floor.yield', input: {} })}
          >
            {t('candidate.yield')}
          </PressButton>
        </div>
      ) : (
        <fieldset className="row hands">
          <legend className="unseen">{t('candidate.hands')}</legend>
          {handKinds.map((kind) => (
            <PressButton
              key={kind}
              look={raised === kind ? 'main' : 'plain'}
              data-testid={`hand-${kind}`}
              aria-pressed={raised === kind}
              isDisabled={isAway}
              onPress={() =>
                command.mutate(
                  raised === kind
                    ? { name: 'hand.lower', input: {} }
                    : { name: 'hand.raise', input: { kind } },
                )
              }
            >
              {raised === kind ? t(`candidate.lower.${kind}`) : t(`candidate.raise.${kind}`)}
            </PressButton>
          ))}
        </fieldset>
      )}
      <p className="soft small" role="status">
        {raised && t(`candidate.raised.${raised}`)}
      </p>
      {command.isError && <Trouble error={command.error} />}
    </div>
  );
}
