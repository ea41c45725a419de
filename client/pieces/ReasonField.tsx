import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNamed } from '../state/useNamed.ts';
import './chooser.css';

type Props = { label: string; value: string; onChange: (value: string) => void; most: number; rows?: number };

/** Why, in somebody's own words; it says how much room is left when little is. */
export function ReasonField({ label, value, onChange, most, rows = 3 }: Props) {
  const { t } = useTranslation();
  const { language } = useNamed();
  const left = most - value.length;
  return (
    <TextField className="field" value={value} onChange={onChange} isInvalid={left < 0} isRequired>
      <Label>{label}</Label>
      <TextArea rows={rows} lang={language} />
      {left < most / 5 && (
        <Text slot="description" className="small soft figures">
          {left < 0 ? t('questions.tooLong', { value: -left }) : t('questions.length', { value: left })}
        </Text>
      )}
    </TextField>
  );
}
