import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages, type Names } from '../../server/protocol/words.ts';
import '../pieces/chooser.css';

type Props = { title: Names; onChange: (part: { title: Names }) => void };

/** One name in the three languages of the campaign. */
export function TitleFields({ title, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className="fields">
      {languages.map((language) => (
        <TextField
          key={language}
          className="field"
          value={title[language]}
          maxLength={200}
          isRequired
          onChange={(text) => onChange({ title: { ...title, [language]: text } })}
        >
          <Label>{t(`organiser.titleIn.${language}`)}</Label>
          <Input lang={language} />
        </TextField>
      ))}
    </div>
  );
}
