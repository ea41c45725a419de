import { useTranslation } from 'react-i18next';

/** The question of the public that is being answered. */
export function AskedQuestion({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <section className="card stack near asked-question" aria-label={t('stage.question')}>
      <h2 className="small soft">{t('stage.question')}</h2>
      <p>
        <q>
          <bdi>{text}</bdi>
        </q>
      </p>
    </section>
  );
}
