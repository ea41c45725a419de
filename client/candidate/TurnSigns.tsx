import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import { warningMs } from '../../server/rules/speaking.ts';
import { clockMs } from '../../server/rules/stage-course.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { playSoftSign } from '../media/level.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useStore } from '../state/useStore.ts';
import { useTimes } from '../state/useTimes.ts';
import { softSigns } from './softSigns.ts';

type Props = { live: LiveDebate; view: DebateView; slotId: string };

/** Says that one's own turn nears its end, at the instants of the format: said politely, and as a soft note if wanted. */
export function TurnSigns({ live, view, slotId }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const warning = useOwnWarning({ live, view, slotId });
  const areOn = useStore(softSigns);
  const { stage } = view;
  const hasFloor = stage.status === 'live' && stage.turn?.slotId === slotId;
  useSign(areOn && hasFloor ? `${warning}` : null);
  return (
    <p className="unseen" role="status" data-testid="turn-warning">
      {warning === null ? '' : t('stage.lessThan', { length: length(warning) })}
    </p>
  );
}

/** The warning that one's own running turn is in, null before the first and while it is somebody else's. */
function useOwnWarning({ live, view, slotId }: Props): number | null {
  const nowMs = useNow(useServerNow(live.clock), 250);
  const { stage } = view;
  if (stage.status !== 'live' || stage.turn?.slotId !== slotId) return null;
  const leftMs = stage.turn.endsAtMs - clockMs(stage, nowMs);
  return leftMs > 0 ? warningMs(view, leftMs) : null;
}

/** A soft note whenever `sign` becomes another one; null is silent. */
function useSign(sign: string | null): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (sign === last.current) return;
    last.current = sign;
    if (sign !== null) playSoftSign().catch((error: unknown) => console.warn('sign', error));
  }, [sign]);
}
