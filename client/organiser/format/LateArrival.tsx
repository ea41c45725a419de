import { useTranslation } from 'react-i18next';
import { Chooser } from '../../pieces/Chooser.tsx';
import { useTimes } from '../../state/useTimes.ts';

const minuteMs = 60_000;
const nobody = 'nobody';

/** Who comes late, at which place of the lineup from 0, and by how much. */
export type Lateness = { speaker: number | null; minutes: number };

type Props = {
  speakers: number;
  longestMs: number;
  lateness: Lateness;
  onChange: (lateness: Lateness) => void;
};

export function LateArrival({ speakers, longestMs, lateness, onChange }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { speaker, minutes } = lateness;
  const places = Array.from({ length: speakers }, (_, place) => ({
    id: String(place),
    name: t('format.place', { place: place + 1 }),
  }));
  return (
    <div className="stack">
      <h3>{t('format.whatIfLate')}</h3>
      <Chooser
        label={t('format.whoLate')}
        options={[{ id: nobody, name: t('format.nobody') }, ...places]}
        value={speaker === null ? nobody : String(speaker)}
        onChange={(id) => onChange({ minutes, speaker: id === nobody ? null : Number(id) })}
      />
      {speaker !== null && (
        <label className="range">
          <span>{t('format.lateBy', { length: length(minutes * minuteMs) })}</span>
          <input
            type="range"
            data-testid="late-minutes"
            min={1}
            max={Math.max(minutes, Math.ceil(longestMs / minuteMs))}
            value={minutes}
            onChange={({ target }) => onChange({ speaker, minutes: Number(target.value) })}
          />
        </label>
      )}
    </div>
  );
}
