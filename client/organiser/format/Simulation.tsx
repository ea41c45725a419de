import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../server/protocol/campaign.ts';
import { speakerCounts } from '../../../server/rules/format-faults.ts';
import { rehearse } from '../../../server/rules/rehearsal.ts';
import { LateArrival, type Lateness } from './LateArrival.tsx';
import { LateEffect } from './LateEffect.tsx';
import { RehearsalView } from './RehearsalView.tsx';
import './rehearsal.css';

const minuteMs = 60_000;
const usualSpeakers = 5;

/** A format held for a chosen number of people, one of whom may come late. */
export function Simulation({ format, isStale }: { format: Format; isStale: boolean }) {
  const { t } = useTranslation();
  const [speakers, setSpeakers] = useState(usualSpeakers);
  const [lateness, setLateness] = useState<Lateness>({ speaker: null, minutes: 10 });
  const { speaker, minutes } = lateness;
  const late =
    speaker === null || speaker >= speakers ? undefined : { speaker, arrivesAtMs: minutes * minuteMs };
  const inTime = rehearse(format, speakers);
  const held = late ? rehearse(format, speakers, late) : inTime;
  return (
    <section className="card stack simulation" aria-label={t('format.simulation')}>
      <div className="stack near">
        <h2>{t('format.simulation')}</h2>
        <p className="soft small">{t('format.simulated')}</p>
        {isStale && (
          <p className="small" role="status">
            {t('format.stale')}
          </p>
        )}
      </div>
      <label className="range">
        <span>{t('format.speakers', { value: speakers })}</span>
        <input
          type="range"
          data-testid="speakers"
          min={speakerCounts[0]}
          max={speakerCounts.at(-1)}
          value={speakers}
          onChange={({ target }) => setSpeakers(Number(target.value))}
        />
      </label>
      <RehearsalView rehearsal={held} late={late ?? null} />
      <LateArrival
        speakers={speakers}
        longestMs={inTime.totalMs}
        lateness={late ? lateness : { ...lateness, speaker: null }}
        onChange={setLateness}
      />
      {late && <LateEffect inTime={inTime} held={held} speaker={late.speaker} />}
    </section>
  );
}
