import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Checked } from './Checked.tsx';
import { Failed } from './Failed.tsx';
import { SourceForm } from './SourceForm.tsx';
import { useVerification } from './useVerification.ts';
import './verification.css';

/** Anybody checks the evidence of a debate here, in their own browser; nothing is sent anywhere. */
export function VerifyPage() {
  const { t } = useTranslation();
  const [wanted] = useSearchParams();
  const [firstKey, setFirstKey] = useState('');
  const [receipts, setReceipts] = useState<readonly File[]>([]);
  const { state, start } = useVerification();
  return (
    <div className="stack far narrow">
      <title>{t('verify.title')}</title>
      <div className="stack">
        <h1>{t('verify.title')}</h1>
        <p className="lead">{t('verify.lead')}</p>
      </div>
      <SourceForm
        debateId={wanted.get('debate') ?? ''}
        beside={{ firstKey, receipts }}
        onKey={setFirstKey}
        onReceipts={setReceipts}
        isWorking={state.is === 'working'}
        onStart={(source) => void start(source, { firstKey, receipts })}
      />
      <section
        className="stack"
        aria-live="polite"
        aria-label={t('verify.result')}
        data-testid="verification"
      >
        {state.is === 'working' && (
          <p className="figures">{t('verify.working', { value: state.lines.toLocaleString('ru') })}</p>
        )}
        {state.is === 'done' && <Checked result={state.result} />}
        {state.is === 'failed' && <Failed error={state.error} />}
      </section>
    </div>
  );
}
