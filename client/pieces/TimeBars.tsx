import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import type { Stage } from '../../server/protocol/stage.ts';
import { usedMs } from '../../server/rules/speaking.ts';
import type { ServerClock } from '../hub/serverClock.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText } from '../state/useTimes.ts';
import './bars.css';

type Props = { lineup: readonly Slot[]; stage: Stage; clock: ServerClock | null };

/** How long each candidate has spoken, drawn against whoever has spoken longest, in the order of the lineup. */
export function TimeBars({ lineup, stage, clock }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(clock), 500);
  const spoken = lineup.map((slot) => ({ slot, ms: usedMs(stage, slot.id, nowMs) }));
  const longest = Math.max(60_000, ...spoken.map(({ ms }) => ms));
  const speaking = stage.status === 'live' ? stage.turn?.slotId : undefined;
  return (
    <section className="stack near" aria-label={t('stage.spoken')}>
      <h2 className="card-title">{t('stage.spoken')}</h2>
      <ol className="bars">
        {spoken.map(({ slot, ms }) => (
          <li key={slot.id} data-speaking={slot.id === speaking || undefined}>
            <span className="bars-name">
              <span className="soft figures">{slot.position}</span> {slot.name}
            </span>
            <span className="bars-time figures">{clockText(ms)}</span>
            <span
              className="bars-bar"
              aria-hidden="true"
              style={{ '--share': ms / longest } as React.CSSProperties}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
