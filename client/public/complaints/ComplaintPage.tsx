import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ComplaintForm } from './ComplaintForm.tsx';
import { Received } from './Received.tsx';

/** Where anybody tells the control committee what went wrong. */
export function ComplaintPage() {
  const { t } = useTranslation();
  const [received, setReceived] = useState<{ number: number; trackingCode: string } | null>(null);
  return (
    <div className="stack narrow">
      <title>{t('complain.title')}</title>
      <h1>{t('complain.title')}</h1>
      <p className="lead">{t('complain.lead')}</p>
      {received === null ? (
        <ComplaintForm onReceived={setReceived} />
      ) : (
        <Received received={received} onAnother={() => setReceived(null)} />
      )}
      <Link to="/complain/follow">{t('complain.follow')}</Link>
    </div>
  );
}
