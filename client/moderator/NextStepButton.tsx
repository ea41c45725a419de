import { useTranslation } from 'react-i18next';
import type { NextStep } from '../../server/rules/next-step.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import { useTurnWords } from '../state/useTurnWords.ts';
import { type Coming, comingBy, nextPart } from './course.ts';
import { type Desk, nameOf } from './desk.ts';
import './next.css';

type Props = { desk: Desk; step: NextStep | null; onNext: () => void };

/** The one button that leads a debate from its start to its end: who and what it leads to, and for how long. */
export function NextStepButton({ desk, step, onNext }: Props) {
  const coming = comingBy(desk.view, step, desk.nowMs);
  return (
    <PressButton
      look="main"
      size="large"
      data-testid={step?.kind === 'start' ? 'start' : 'next-step'}
      isDisabled={!step || !desk.canAct}
      onPress={onNext}
    >
      <span className="next-words">
        <span>
          <StepWords desk={desk} step={step} /> <kbd>N</kbd>
        </span>
        {coming && (
          <span className="next-detail">
            <ComingWords desk={desk} coming={coming} />
          </span>
        )}
      </span>
    </PressButton>
  );
}

function StepWords({ desk: { view }, step }: { desk: Desk; step: NextStep | null }) {
  const { t } = useTranslation();
  if (!step) return t('moderator.step.none');
  if (step.kind === 'give') return t('moderator.step.give', { name: nameOf(view, step.slotId) });
  if (step.kind !== 'next-phase') return t(`moderator.step.${step.kind}`);
  const part = nextPart(view);
  return t('moderator.step.next-phase', { part: part ? t(`phase.${part}`) : '' });
}

/** What a turn is for and how long it will be: “question to …, 1 min”; a speech is named after its part. */
export function ComingWords({ desk: { view }, coming }: { desk: Desk; coming: Coming }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { kindOf } = useTurnWords(view);
  const part = view.format.phases[coming.phase]?.kind ?? 'open';
  return `${kindOf(coming) ?? t(`phase.${part}`)} · ${length(coming.lengthMs)}`;
}
