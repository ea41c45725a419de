import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import '../../pieces/states.css';
import './complaints.css';

type Props = { received: { number: number; trackingCode: string }; onAnother: () => void };

/** The code by which a complaint is followed: on this page, and nowhere after it. */
export function Received({ received: { number, trackingCode }, onAnother }: Props) {
  const { t } = useTranslation();
  const copy = useMutation({ mutationFn: () => navigator.clipboard.writeText(trackingCode) });
  return (
    <section className="card stack" role="status">
      <h2>{t('complain.sent', { number })}</h2>
      <p>
        <span className="small soft">{t('complain.code')}</span>
        <br />
        <code className="tracking-code" data-testid="tracking-code">
          {trackingCode}
        </code>
      </p>
      <p>{t('complain.codeMeans')}</p>
      {copy.isError && <Trouble error={copy.error} />}
      <div className="row">
        <PressButton look="main" onPress={() => copy.mutate()}>
          {copy.isSuccess ? t('complain.copied') : t('complain.copy')}
        </PressButton>
        <PressButton look="quiet" onPress={onAnother}>
          {t('complain.another')}
        </PressButton>
      </div>
    </section>
  );
}
