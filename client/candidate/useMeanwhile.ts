import { useTranslation } from 'react-i18next';
import { formatRules } from '../../server/rules/formats.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { useTimes } from '../state/useTimes.ts';

/**
 * What becomes of this candidate's turn while the connection is lost, by the rules the hub goes by (FLOOR-9). The page
 * cannot know whether its voice still arrives, so it says both.
 */
export function useMeanwhile(live: LiveDebate): string | null {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { view, slotId } = useStore(live.state);
  if (view?.stage.status !== 'live' || !slotId) return null;
  const { stage, format } = view;
  if (stage.turn?.slotId !== slotId && stage.held?.slotId !== slotId) return t('candidate.meanwhile.turn');
  const waitMs = (format.lossWaitMs ?? formatRules.lossWaitMs) - (stage.waitedMs[slotId] ?? 0);
  return waitMs > 0
    ? t('candidate.meanwhile.floor', { length: length(waitMs) })
    : t('candidate.meanwhile.runs');
}
