import { useTranslation } from 'react-i18next';
import type { NextStep } from '../../server/rules/next-step.ts';
import { Countdown } from '../pieces/Countdown.tsx';
import { FloorNow } from '../pieces/FloorNow.tsx';
import { Phases } from '../pieces/Phases.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { clockText } from '../state/useTimes.ts';
import { Afterwards } from './Afterwards.tsx';
import { canDo, type Desk, liveStage } from './desk.ts';
import { takeTurnBack } from './moves.ts';
import { NextStepButton } from './NextStepButton.tsx';
import { TurnControls } from './TurnControls.tsx';

type Props = { desk: Desk; step: NextStep | null; onNext: () => void; error: Error | null };

/** The top of the console: the running turn and its clock, and beside it the next step. */
export function StageCard({ desk, step, onNext, error }: Props) {
  const { t } = useTranslation();
  const { view } = desk;
  const stage = liveStage(view);
  return (
    <section className="card stack" aria-label={t('moderator.floor')}>
      <div className="desk-clock">
        {view.stage.status === 'lobby' ? (
          <Countdown toMs={view.plannedStartMs} clock={desk.clock} />
        ) : (
          <FloorNow view={view} clock={desk.clock} />
        )}
        {view.stage.status !== 'ended' && (
          <div className="stack near desk-steps">
            <NextStepButton desk={desk} step={step} onNext={onNext} />
            {stage && <TakeBack desk={desk} />}
            <Afterwards desk={desk} step={step} />
          </div>
        )}
      </div>
      {error && <Trouble error={error} />}
      {stage && <TurnControls desk={desk} stage={stage} />}
      <Phases format={view.format} current={stage?.phase ?? null} />
      {stage && <PartEnds desk={desk} endsAtMs={stage.pause ? null : stage.phaseEndsAtMs} />}
    </section>
  );
}

function TakeBack({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  return (
    <PressButton
      data-testid="take-floor"
      isDisabled={!canDo(desk, { kind: 'take' })}
      onPress={() => takeTurnBack(desk)}
    >
      {t('moderator.takeFloor')} <kbd>T</kbd>
    </PressButton>
  );
}

function PartEnds({ desk, endsAtMs }: { desk: Desk; endsAtMs: number | null }) {
  const { t } = useTranslation();
  if (endsAtMs === null) return null;
  const time = clockText(endsAtMs - desk.nowMs);
  return <p className="small soft figures">{t('moderator.partEnds', { time })}</p>;
}
