import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import { clockText } from '../state/useTimes.ts';

/** What one candidate has had of the debate; null where voices are not known. */
export type SpokenTime = {
  slot: Slot;
  floorMs: number;
  voiceMs: number | null;
  overlapMs: number | null;
};

type Props = { time: SpokenTime; longestMs: number; isSpeaking: boolean };

/** One candidate's time: the floor as a bar, the voice within it, and talk in another's floor beneath it. */
export function TimeBar({ time, longestMs, isSpeaking }: Props) {
  const { t } = useTranslation();
  const { slot, floorMs, voiceMs, overlapMs } = time;
  const shares = {
    '--share': floorMs / longestMs,
    '--voice': Math.min(voiceMs ?? 0, floorMs) / longestMs,
    '--overlap': (overlapMs ?? 0) / longestMs,
  };
  return (
    <li data-speaking={isSpeaking || undefined}>
      <span className="bars-name">
        <span className="soft figures">{slot.position}</span> {slot.name}
      </span>
      <span className="bars-time figures">{clockText(floorMs)}</span>
      <span className="bars-bar" data-with-voice={voiceMs !== null || undefined} style={shares as object} />
      {overlapMs !== null && overlapMs > 0 && (
        <>
          <span className="bars-overlap" style={shares as object} />
          <span className="bars-note small">
            {t('stage.time.overlap')}: <span className="figures">{clockText(overlapMs)}</span>
          </span>
        </>
      )}
    </li>
  );
}
