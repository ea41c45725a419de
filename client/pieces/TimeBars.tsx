import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import type { Stage, VoiceTimes } from '../../server/protocol/stage.ts';
import { usedMs } from '../../server/rules/speaking.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { Spread } from './Spread.tsx';
import { type SpokenTime, TimeBar } from './TimeBar.tsx';
import { TimeTable } from './TimeTable.tsx';
import './bars.css';

type Props = { lineup: readonly Slot[]; stage: Stage; clock: ServerClock | null; voice?: VoiceTimes };

/**
 * How equal the time is: how long each candidate has had the floor, drawn against whoever has had it longest, in the
 * order of the lineup. With `voice` also how much of it was spoken, and how much was talked in another's floor.
 */
export function TimeBars({ lineup, stage, clock, voice }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(clock), 500);
  const times = lineup.map((slot) => timeOf(slot, { stage, voice, nowMs }));
  const longestMs = Math.max(60_000, ...times.flatMap(({ floorMs, overlapMs }) => [floorMs, overlapMs ?? 0]));
  const speaking = stage.status === 'live' ? stage.turn?.slotId : undefined;
  return (
    <section className="stack near" aria-label={t('stage.spoken')}>
      <h2 className="card-title">{t('stage.spoken')}</h2>
      <ol className="bars" aria-hidden="true">
        {times.map((time) => (
          <TimeBar
            key={time.slot.id}
            time={time}
            longestMs={longestMs}
            isSpeaking={time.slot.id === speaking}
          />
        ))}
      </ol>
      <TimeTable times={times} />
      {voice && (
        <ul className="bars-legend small soft" aria-hidden="true">
          {(['floor', 'voice', 'overlap'] as const).map((kind) => (
            <li key={kind} data-of={kind}>
              {t(`stage.time.${kind}`)}
            </li>
          ))}
        </ul>
      )}
      <Spread timesMs={times.map(({ floorMs }) => floorMs)} />
    </section>
  );
}

type Moment = { stage: Stage; voice: VoiceTimes | undefined; nowMs: number };

/** In whole seconds, as they are shown, so that the figures of a page agree with each other. */
function timeOf(slot: Slot, { stage, voice, nowMs }: Moment): SpokenTime {
  const floorMs = wholeSeconds(usedMs(stage, slot.id, nowMs));
  if (!voice) return { slot, floorMs, voiceMs: null, overlapMs: null };
  const voiceMs = wholeSeconds(voice.voiceMs[slot.id] ?? 0);
  return { slot, floorMs, voiceMs, overlapMs: wholeSeconds(voice.overlapMs[slot.id] ?? 0) };
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}
