import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useTimes } from '../../state/useTimes.ts';
import { durationOf, durationText } from './durationText.ts';

type Limits = { atLeastMs?: number; atMostMs?: number; isOptional?: boolean };

type Props = { label: string; value: string; onChange: (text: string) => void; limits?: Limits };

/** A length of time as minutes and seconds. What is wrong with it is said when the person goes on, not while they type. */
export function DurationField({ label, value, onChange, limits = {} }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const [isFocused, setIsFocused] = useState(false);
  const fault = faultIn(value, limits);
  const isShown = fault !== null && !isFocused;
  const leave = () => {
    const ms = durationOf(value);
    if (ms !== null) onChange(durationText(ms));
  };
  return (
    <TextField
      className="field duration"
      value={value}
      onChange={onChange}
      onFocusChange={setIsFocused}
      onBlur={leave}
      isInvalid={isShown}
      isRequired={!limits.isOptional}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Input className="figures" autoComplete="off" maxLength={7} placeholder={t('format.durationShape')} />
      <FieldError className="field-error">
        {fault && t(`format.fault.${fault.code}`, { length: length(fault.limitMs) })}
      </FieldError>
    </TextField>
  );
}

type Fault = { code: 'shape' | 'short' | 'long'; limitMs: number };

function faultIn(text: string, { atLeastMs = 1000, atMostMs, isOptional }: Limits): Fault | null {
  if (isOptional && text.trim() === '') return null;
  const ms = durationOf(text);
  if (ms === null) return { code: 'shape', limitMs: 0 };
  if (ms < atLeastMs) return { code: 'short', limitMs: atLeastMs };
  if (atMostMs !== undefined && ms > atMostMs) return { code: 'long', limitMs: atMostMs };
  return null;
}
