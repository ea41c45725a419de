import { Group, Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import '../pieces/chooser.css';

const mostSeconds = 600;
const stepSeconds = 5;

/** `effectMs`: what it would come to now. */
type Props = { byMs: number; effectMs: number; onChange: (byMs: number) => void };

/** How much time is added, or with a minus taken; and what of it is possible, where that is less. */
export function SecondsField({ byMs, effectMs, onChange }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  return (
    <NumberField
      className="field"
      value={byMs / 1000}
      minValue={-mostSeconds}
      maxValue={mostSeconds}
      step={stepSeconds}
      onChange={(seconds) => onChange(Number.isNaN(seconds) ? 0 : seconds * 1000)}
    >
      <Label>{t('moderator.seconds')}</Label>
      <Group className="seconds">
        <PressButton slot="decrement">−</PressButton>
        <Input />
        <PressButton slot="increment">+</PressButton>
      </Group>
      {effectMs !== byMs && (
        <p className="small" role="status">
          {effectMs === 0
            ? t('moderator.impossible')
            : t('moderator.possible', { length: length(Math.abs(effectMs)) })}
        </p>
      )}
    </NumberField>
  );
}
