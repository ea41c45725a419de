import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import './lineup.css';

type Props = { lineup: readonly Slot[]; ownSlotId?: string | null; speakingSlotId?: string | null };

/** The order that was drawn by lot. */
export function Lineup({ lineup, ownSlotId, speakingSlotId }: Props) {
  const { t } = useTranslation();
  return (
    <section className="stack near" aria-label={t('stage.lineup')}>
      <h2 className="card-title">{t('stage.lineup')}</h2>
      <ol className="lineup">
        {lineup.map((slot) => (
          <li key={slot.id} data-speaking={slot.id === speakingSlotId || undefined}>
            <span className="lineup-place figures">{slot.position}</span>
            <span>{slot.name}</span>
            {slot.id === ownSlotId && <span className="mark">{t('stage.you')}</span>}
          </li>
        ))}
      </ol>
      <p className="small soft">{t('stage.drawn')}</p>
    </section>
  );
}
