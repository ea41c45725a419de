import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import type { DebateView, SlotPresence } from '../../server/protocol/stage.ts';
import { WitnessLights } from '../moderator/WitnessLights.tsx';
import { SlotMarks } from '../pieces/SlotMarks.tsx';
import '../pieces/lineup.css';
import '../moderator/moderator.css';

/** The lineup with all the hub sees of each candidate: the three witnesses, the line, and how they stand on stage. */
export function ObservedPlaces({ view }: { view: DebateView }) {
  const { t } = useTranslation();
  return (
    <section className="card stack near" aria-label={t('moderator.lineup')}>
      <h2 className="card-title">{t('moderator.lineup')}</h2>
      <p className="small soft">{t('moderator.lightsMean')}</p>
      <ol className="observed-places">
        {view.lineup.map((slot) => (
          <Place
            key={slot.id}
            slot={slot}
            stage={view.stage}
            presence={view.presence.find(({ slotId }) => slotId === slot.id) ?? null}
          />
        ))}
      </ol>
    </section>
  );
}

type PlaceProps = { slot: Slot; stage: DebateView['stage']; presence: SlotPresence | null };

function Place({ slot, stage, presence }: PlaceProps) {
  const { t } = useTranslation();
  const isSpeaking = stage.status === 'live' && stage.turn?.slotId === slot.id;
  return (
    <li data-testid={`place-${slot.id}`} data-speaking={isSpeaking || undefined} className="stack near">
      <div className="observed-name">
        <span className="lineup-place figures">{slot.position}</span>
        <strong>{slot.name}</strong>
      </div>
      <div className="row observed-marks">
        <SlotMarks slotId={slot.id} stage={stage} />
        {presence?.isIdentityConfirmed && (
          <span className="small place-known">{t('moderator.identityConfirmed')}</span>
        )}
      </div>
      <WitnessLights presence={presence} />
      <p className="small soft observed-line">
        {t('observer.line', { quality: t(`observer.quality.${presence?.quality ?? 'none'}`) })}
      </p>
    </li>
  );
}
