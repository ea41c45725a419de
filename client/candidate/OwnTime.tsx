import { useTranslation } from 'react-i18next';
import type { DebateView, LiveStage } from '../../server/protocol/stage.ts';
import { isFree, phaseAt } from '../../server/rules/formats.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { clockText, useTimes } from '../state/useTimes.ts';
import { useTurnWords } from '../state/useTurnWords.ts';
import { nextOwnTurn } from './nextTurn.ts';
import { budgetLeftMs } from './ownBudget.ts';

type Props = { live: LiveDebate; view: DebateView; stage: LiveStage; slotId: string };

/** The candidate's own next turn and about when it is, what is left of their budget, and what they have kept. */
export function OwnTime({ live, view, stage, slotId }: Props) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(live.clock), 1_000);
  const next = useNextWords({ view, stage, slotId, nowMs });
  const budgetMs = budgetLeftMs(view, stage, { slotId, nowMs });
  const creditMs = stage.creditMs[slotId] ?? 0;
  return (
    <div className="stack near" data-testid="own-time">
      <p className="own-next">{next}</p>
      {budgetMs !== null && (
        <p className="small figures">{t('candidate.budget', { left: clockText(budgetMs) })}</p>
      )}
      {creditMs > 0 && (
        <p className="small figures">{t('candidate.credit', { credit: clockText(creditMs) })}</p>
      )}
    </div>
  );
}

type Asking = Omit<Props, 'live'> & { nowMs: number };

function useNextWords({ view, stage, slotId, nowMs }: Asking): string {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { nameOf } = useTurnWords(view);
  const next = nextOwnTurn({ view, stage, slotId, nowMs });
  const isAsAsked = isFree(phaseAt(view.format, stage.phase));
  if (!next && isAsAsked) return t('candidate.next.asAsked');
  if (!next) {
    const isOnLast = stage.turn?.slotId === slotId || stage.held?.slotId === slotId;
    return isOnLast ? t('candidate.next.last') : t('candidate.next.none');
  }
  const what = t(`candidate.next.${next.kind}`, { name: nameOf(next.toSlotId) });
  const when =
    next.inMs === 0
      ? t('candidate.next.now')
      : t('candidate.next.in', { length: length(roughly(next.inMs)) });
  return isAsAsked ? `${t('candidate.next.asAsked')} ${what} ${when}` : `${what} ${when}`;
}

/** An estimate to the second would promise what it cannot hold: half minutes from two minutes on, else ten seconds. */
function roughly(ms: number): number {
  const stepMs = ms > 120_000 ? 30_000 : 10_000;
  return Math.max(stepMs, Math.round(ms / stepMs) * stepMs);
}
