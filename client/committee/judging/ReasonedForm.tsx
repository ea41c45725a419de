import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../pieces/Choice.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { ReasonField } from '../../pieces/ReasonField.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';

type Sending = { isPending: boolean; isError: boolean; error: unknown };
type Props<Id extends string> = {
  label: string;
  options: readonly { id: Id; name: string }[];
  /** The longest reason that is taken. */
  most: number;
  submit: string;
  sending: Sending;
  onSend: (choice: Id, reason: string) => void;
};

/** What somebody decides and why: neither is taken without the other. */
export function ReasonedForm<Id extends string>({
  label,
  options,
  most,
  submit,
  sending,
  onSend,
}: Props<Id>) {
  const { t } = useTranslation();
  const [choice, choose] = useState<Id | null>(null);
  const [reason, setReason] = useState('');
  const isReady = choice !== null && reason.trim() !== '' && reason.length <= most && !sending.isPending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSend(choice, reason.trim());
  };
  return (
    <form className="stack reasoned" onSubmit={send}>
      <Choice label={label} options={options} value={choice} onChange={choose} />
      <ReasonField label={t('judging.reason')} value={reason} onChange={setReason} most={most} />
      {sending.isError && <Trouble error={sending.error} />}
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={!isReady}>
          {sending.isPending ? t('state.working') : submit}
        </PressButton>
        <span className="small soft">{t('judging.fresh')}</span>
      </div>
    </form>
  );
}
