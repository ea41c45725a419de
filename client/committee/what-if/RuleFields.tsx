import { type FormEvent, useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RuleSet } from '../../../server/protocol/campaign.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { useNamed } from '../../state/useNamed.ts';
import type { Wish } from './changes.ts';
import '../../pieces/chooser.css';

const secondMs = 1000;
const minuteMs = 60_000;

type Props = { inForce: RuleSet; isPending: boolean; onAsk: (wish: Wish) => void };

/** Grace, share and limit to try out; each begins at what is in force and says so. */
export function RuleFields({ inForce, isPending, onAsk }: Props) {
  const { t } = useTranslation();
  const [wish, change] = useState<Wish>(inForce);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const { bridgeMs, sharePercent, lateAfterMs } = wish;
    onAsk({ bridgeMs, sharePercent, lateAfterMs });
  };
  const fields = [
    { name: 'bridgeMs', unitMs: secondMs, least: 0, most: 3600 },
    { name: 'sharePercent', unitMs: 1, least: 1, most: 100 },
    { name: 'lateAfterMs', unitMs: minuteMs, least: 0, most: 120 },
  ] as const;
  return (
    <form className="what-if-fields" onSubmit={ask}>
      {fields.map(({ name, unitMs, least, most }) => (
        <Field
          key={name}
          label={t(`whatIf.${name}`)}
          inForce={t('whatIf.inForce', { value: inForce[name] / unitMs })}
          value={wish[name] / unitMs}
          {...{ least, most }}
          onChange={(value) => change({ ...wish, [name]: value * unitMs })}
        />
      ))}
      <PressButton look="main" type="submit" isDisabled={isPending}>
        {isPending ? t('state.working') : t('whatIf.ask')}
      </PressButton>
    </form>
  );
}

type FieldProps = {
  label: string;
  inForce: string;
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
};

function Field({ label, inForce, value, least, most, onChange }: FieldProps) {
  const { language } = useNamed();
  return (
    <NumberField
      className="field"
      value={value}
      minValue={least}
      maxValue={most}
      step={1}
      onChange={(next) => Number.isFinite(next) && onChange(next)}
    >
      <Label>{label}</Label>
      <Input lang={language} inputMode="numeric" />
      <span className="small soft">{inForce}</span>
    </NumberField>
  );
}
