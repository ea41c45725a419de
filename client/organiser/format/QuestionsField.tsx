import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { mostQuestions } from './formatDraft.ts';

/** How many questions a part has; each of them is answered by everybody. */
export function QuestionsField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const count = Number(value);
  const isCount = Number.isInteger(count) && count >= 1 && count <= mostQuestions;
  return (
    <TextField
      className="field duration"
      value={value}
      onChange={onChange}
      isInvalid={!isCount}
      validationBehavior="aria"
    >
      <Label>{t('format.questions')}</Label>
      <Input className="figures" inputMode="numeric" autoComplete="off" maxLength={2} />
      <FieldError className="field-error">{t('format.fault.count', { most: mostQuestions })}</FieldError>
    </TextField>
  );
}
