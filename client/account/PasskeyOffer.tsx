import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../pieces/PressButton.tsx';
import { account } from './accountQueries.ts';
import { MakePasskey } from './MakePasskey.tsx';

/** Right after somebody came in by invitation: the way to come in without one the next time. */
export function PasskeyOffer() {
  const [isLater, setLater] = useState(false);
  return isLater ? null : <Offer onLater={() => setLater(true)} />;
}

function Offer({ onLater }: { onLater: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(account);
  if (data === undefined || data.passkeys.length > 0) return null;
  return (
    <section className="card stack near" aria-label={t('passkey.offer')} data-testid="passkey-offer">
      <h2>{t('passkey.offer')}</h2>
      <p>{t(data.isOfficial ? 'passkey.offerOfficial' : 'passkey.offerLead')}</p>
      <MakePasskey />
      <div className="row">
        <PressButton look="quiet" onPress={onLater}>
          {t('passkey.later')}
        </PressButton>
      </div>
    </section>
  );
}
