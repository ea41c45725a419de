import { type FormEvent, useState } from 'react';
import { FileTrigger, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Beside, Source } from './useVerification.ts';
import '../pieces/chooser.css';

type Props = {
  debateId: string;
  beside: Beside;
  onKey: (text: string) => void;
  onReceipts: (files: readonly File[]) => void;
  isWorking: boolean;
  onStart: (source: Source) => void;
};

/** Which file, and what the person has from elsewhere to hold it against. */
export function SourceForm({ debateId, beside, onKey, onReceipts, isWorking, onStart }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(debateId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart({ debateId: wanted.trim() });
  };
  return (
    <Form className="card stack" onSubmit={submit}>
      <TextField className="field" value={wanted} onChange={setWanted} isRequired>
        <Label>{t('verify.debate')}</Label>
        <Input className="verify-code" autoComplete="off" spellCheck="false" />
      </TextField>
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={isWorking}>
          {t('verify.check')}
        </PressButton>
        <FileTrigger
          onSelect={(files) => {
            const file = files?.[0];
            if (file) onStart({ file });
          }}
        >
          <PressButton isDisabled={isWorking}>{t('verify.choose')}</PressButton>
        </FileTrigger>
      </div>
      <BesideFields beside={beside} onKey={onKey} onReceipts={onReceipts} />
    </Form>
  );
}

/** Both may be left out; what can be said without them is less. */
function BesideFields({ beside, onKey, onReceipts }: Pick<Props, 'beside' | 'onKey' | 'onReceipts'>) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('verify.more')}</summary>
      <div className="stack verify-more">
        <TextField className="field" value={beside.firstKey} onChange={onKey}>
          <Label>{t('verify.key')}</Label>
          <Input className="verify-code" autoComplete="off" spellCheck="false" />
          <Text slot="description" className="small soft">
            {t('verify.keyWhy')}
          </Text>
        </TextField>
        <div className="row">
          <FileTrigger allowsMultiple onSelect={(files) => onReceipts([...(files ?? [])])}>
            <PressButton>{t('verify.receipts')}</PressButton>
          </FileTrigger>
          <span className="small soft">{t('verify.receiptsChosen', { value: beside.receipts.length })}</span>
        </div>
      </div>
    </details>
  );
}
