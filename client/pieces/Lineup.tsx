import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import type { Stage } from '../../server/protocol/stage.ts';
import { SlotMarks } from './SlotMarks.tsx';
import './lineup.css';

type Props = { lineup: readonly Slot[]; ownSlotId?: string | null; stage?: Stage };

/** The order that was drawn by lot; with a stage also how each stands on it. */
export function Lineup({ lineup, ownSlotId, stage }: Props) {
  const { t } = useTranslation();
  const speaking = stage?.status === 'live' ? stage.turn?.slotId : undefined;
  return (
    <section className="stack near" aria-label={t('stage.lineup')}>
      <h2 className="card-title">{t('stage.lineup')}</h2>
      <ol className="lineup">
        {lineup.map((slot) => (
          <li key={slot.id} data-speaking={slot.id === speaking || undefined}>
            <span className="lineup-place figures">{slot.position}</span>
            <span className="lineup-name">{slot.name}</span>
            {slot.id === ownSlotId && <span className="mark">{t('stage.you')}</span>}
            {stage && <SlotMarks slotId={slot.id} stage={stage} />}
          </li>
        ))}
      </ol>
      <p className="small soft">{t('stage.drawn')}</p>
    </section>
  );
}
