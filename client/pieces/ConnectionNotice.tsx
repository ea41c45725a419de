import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ending } from '../hub/link.ts';
import type { Connection, LiveDebate } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { PressButton } from './PressButton.tsx';
import './states.css';

const foundShownMs = 5_000;

/** Says when the connection is lost, found again, or over for good, and what the person can do about it. */
export function ConnectionNotice({ live }: { live: LiveDebate }) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const isFound = useJustFound(connection.is);
  if (connection.is === 'lost') return <Line tone="trouble">{t('connection.lost')}</Line>;
  if (connection.is === 'over' && connection.why !== 'debate-over')
    return <Ended live={live} why={connection.why} />;
  return isFound ? <Line tone="said">{t('connection.found')}</Line> : null;
}

/** JOIN-5: going on here ends it elsewhere, so it is asked; who was sent out may be let in again and tries. */
function Ended({ live, why }: { live: LiveDebate; why: Ending }) {
  const { t } = useTranslation();
  const isElsewhere = why === 'already-here' || why === 'replaced';
  const isSentOut = why === 'removed' || why === 'removed-from-debate';
  return (
    <Line tone="trouble">
      <p>{t(`connection.${isSentOut ? 'removed' : isElsewhere ? why : 'refused'}`)}</p>
      <PressButton data-testid="enter-again" onPress={() => live.enterAgain({ isTakingOver: isElsewhere })}>
        {isElsewhere ? t('connection.here') : t('state.retry')}
      </PressButton>
    </Line>
  );
}

function Line({ tone, children }: { tone: 'trouble' | 'said'; children: React.ReactNode }) {
  return (
    <div className={tone} role={tone === 'trouble' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

function useJustFound(is: Connection['is']): boolean {
  const [isFound, setFound] = useState(false);
  const before = useRef(is);
  useEffect(() => {
    const wasLost = before.current === 'lost';
    before.current = is;
    if (is !== 'connected' || !wasLost) return setFound(false);
    setFound(true);
    const timer = setTimeout(() => setFound(false), foundShownMs);
    return () => clearTimeout(timer);
  }, [is]);
  return isFound;
}
