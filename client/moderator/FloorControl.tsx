import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import { type NextStep, nextStep } from '../../server/rules/next-step.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Command, useCommand } from '../state/useCommand.ts';
import { useKey } from '../state/useKey.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useStore } from '../state/useStore.ts';

type Props = {
  live: LiveDebate;
  view: DebateView;
  command: ReturnType<typeof useCommand>;
  onEnd: () => void;
};

/** The one button that leads a debate from its start to its end, and the one that takes the floor. */
export function FloorControl({ live, view, command, onEnd }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const nowMs = useNow(useServerNow(live.clock), 500);
  const { mutate, isPending } = command;
  const step = nextStep(view, view.stage, { nowMs });
  const isAway = connection.is !== 'connected' || isPending;
  const take = useCallback(() => {
    if (!step || isAway) return;
    if (step.kind === 'end') onEnd();
    else mutate(commandFor(step));
  }, [step, isAway, mutate, onEnd]);
  useKey('KeyN', take);
  if (view.stage.status === 'ended') return null;
  const nameOf = (slotId: string) => view.lineup.find((slot) => slot.id === slotId)?.name ?? '';
  return (
    <div className="stack near desk-steps">
      <PressButton
        look="main"
        size="large"
        data-testid={step?.kind === 'start' ? 'start' : 'next-step'}
        isDisabled={!step || isAway}
        onPress={take}
      >
        {step?.kind === 'give'
          ? t('moderator.step.give', { name: nameOf(step.slotId) })
          : t(`moderator.step.${step?.kind ?? 'none'}`)}{' '}
        <kbd>N</kbd>
      </PressButton>
      {view.stage.status === 'live' && (
        <PressButton
          isDisabled={!view.stage.turn || isAway}
          onPress={() => mutate({ name: 'floor.take', input: {} })}
        >
          {t('moderator.takeFloor')}
        </PressButton>
      )}
    </div>
  );
}

function commandFor(step: Exclude<NextStep, { kind: 'end' }>): Command {
  if (step.kind === 'give') {
    const { slotId, planned } = step;
    return { name: 'floor.give', input: planned === null ? { slotId } : { slotId, planned } };
  }
  if (step.kind === 'continue') return { name: 'debate.continue', input: {} };
  return step.kind === 'start' ? { name: 'debate.start', input: {} } : { name: 'phase.next', input: {} };
}
