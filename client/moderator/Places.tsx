import { useTranslation } from 'react-i18next';
import { leastHeardFirst } from '../../server/rules/speaking.ts';
import { type Desk, liveStage } from './desk.ts';
import { Place } from './Place.tsx';

/** The lineup with what the hub itself sees of each candidate. */
export function Places({ desk, next }: { desk: Desk; next: string | null }) {
  const { t } = useTranslation();
  const { lineup } = desk.view;
  const stage = liveStage(desk.view);
  const [leastHeard] = stage ? leastHeardFirst(lineup, stage, desk.nowMs) : [];
  return (
    <section className="card stack" aria-labelledby="places-title">
      <div className="stack near">
        <h2 id="places-title">{t('moderator.lineup')}</h2>
        <p className="small soft">{t('moderator.lightsMean')}</p>
      </div>
      <ol className="places">
        {lineup.map((slot) => (
          <Place
            key={slot.id}
            desk={desk}
            slot={slot}
            isNext={slot.id === next}
            isLeastHeard={slot.id === leastHeard}
          />
        ))}
      </ol>
    </section>
  );
}
