import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chairWaitMs } from '../../server/rules/chair.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { clockText } from '../state/useTimes.ts';
import type { Desk } from './desk.ts';
import type { Lead } from './useDesk.ts';
import '../pieces/states.css';

type Props = { desk: Desk; lead: Lead; isConnected: boolean };

/** Why nothing can be pressed here: somebody else leads. Once their line is lost for long enough, the way to take over. */
export function ChairNotice({ desk, lead, isConnected }: Props) {
  const { t } = useTranslation();
  const leader = lead.chair.moderators.find(({ accountId }) => accountId === lead.chair.chair);
  const waitMs = useWaitMs(leader?.isHere ?? false, desk.nowMs);
  return (
    <div className="said" role="status" data-testid="not-in-chair">
      <div className="stack near">
        <p>{t('moderator.otherLeads', { name: leader?.name ?? '' })}</p>
        {waitMs === null ? null : (
          <p className="small">
            {waitMs > 0
              ? t('moderator.takeOverSoon', { time: clockText(waitMs) })
              : t('moderator.leaderLost')}
          </p>
        )}
      </div>
      {waitMs !== null && (
        <PressButton
          look="main"
          data-testid="take-chair"
          isDisabled={waitMs > 0 || !isConnected}
          onPress={() => desk.act({ name: 'chair.take', input: {} })}
        >
          {t('moderator.takeOver')}
        </PressButton>
      )}
    </div>
  );
}

/** How long the lost chair is still waited for, as far as this page has seen it; null while it is here. */
function useWaitMs(isHere: boolean, nowMs: number): number | null {
  const [lostAtMs, setLostAtMs] = useState<number | null>(null);
  useEffect(() => {
    setLostAtMs((since) => (isHere ? null : (since ?? nowMs)));
  }, [isHere, nowMs]);
  return isHere || lostAtMs === null ? null : Math.max(0, lostAtMs + chairWaitMs - nowMs);
}
