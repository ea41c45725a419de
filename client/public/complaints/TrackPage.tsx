import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../../server/protocol/refusals.ts';
import { api } from '../../hub/api.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { Tracked } from './Tracked.tsx';
import '../../pieces/chooser.css';
import '../../pieces/states.css';

/** How far a complaint is, for whoever has its code. */
export function TrackPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const look = useMutation({
    mutationFn: () => api('complaint.track', { body: { trackingCode: code } }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') look.mutate();
  };
  return (
    <div className="stack narrow">
      <title>{t('track.title')}</title>
      <h1>{t('track.title')}</h1>
      <p className="lead">{t('track.lead')}</p>
      <form className="card stack" onSubmit={send}>
        <TextField className="field" value={code} onChange={setCode} isRequired maxLength={40}>
          <Label>{t('track.code')}</Label>
          <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} />
        </TextField>
        {look.isError && <NotFound error={look.error} />}
        <div className="row">
          <PressButton look="main" type="submit" isDisabled={code.trim() === '' || look.isPending}>
            {look.isPending ? t('state.working') : t('track.look')}
          </PressButton>
        </div>
      </form>
      {look.isSuccess && <Tracked complaint={look.data} />}
    </div>
  );
}

function NotFound({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!(error instanceof Refusal) || error.code !== 'not-found') return <Trouble error={error} />;
  return (
    <p className="trouble" role="alert">
      {t('track.unknown')}
    </p>
  );
}
