import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import '../pieces/chooser.css';

const longest = 200;

/** A reason in the moderator's own words. */
export function OwnReason({ isDisabled, onSend }: { isDisabled: boolean; onSend: (reason: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const reason = text.trim();
  return (
    <Form
      className="own-reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== '' && !isDisabled) onSend(reason);
      }}
    >
      <TextField className="field" value={text} maxLength={longest} onChange={setText}>
        <Label>{t('moderator.ownReason')}</Label>
        <Input data-testid="own-reason" />
      </TextField>
      <PressButton type="submit" look="main" isDisabled={reason === '' || isDisabled}>
        {t('moderator.confirm')}
      </PressButton>
    </Form>
  );
}
