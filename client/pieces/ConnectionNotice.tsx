import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ending } from '../hub/link.ts';
import type { Connection, LiveDebate } from '../hub/liveDebate.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useStore } from '../state/useStore.ts';
import { clockText, useTimes } from '../state/useTimes.ts';
import { PressButton } from './PressButton.tsx';
import './states.css';

const foundShownMs = 6_000;

/** `meanwhile`: what becomes of the person's part in the debate while the connection is lost. */
type Props = { live: LiveDebate; meanwhile?: string | null };

/** Says when the connection is lost, found again, or over for good, and what the person can do about it. */
export function ConnectionNotice({ live, meanwhile = null }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { connection } = useStore(live.state);
  const down = useStore(live.media.down);
  const lastedMs = useJustFound(live, connection);
  if (connection.is === 'lost')
    return <Lost live={live} sinceMs={connection.sinceMs} meanwhile={meanwhile} />;
  if (connection.is === 'over' && connection.why !== 'debate-over')
    return <Ended live={live} why={connection.why} />;
  if (connection.is === 'connected' && down.length > 0)
    return <Line tone="trouble">{t('connection.mediaLost')}</Line>;
  if (lastedMs === null) return null;
  return <Line tone="said">{t('connection.found', { length: length(Math.max(1_000, lastedMs)) })}</Line>;
}

function Lost({ live, sinceMs, meanwhile }: Props & { sinceMs: number }) {
  const { t } = useTranslation();
  const nowMs = useNow(useServerNow(live.clock), 500);
  return (
    <Line tone="trouble">
      <div className="stack near">
        <p>{t('connection.lost')}</p>
        {meanwhile && <p>{meanwhile}</p>}
      </div>
      <time className="figures" role="timer" aria-live="off" aria-label={t('connection.lostFor')}>
        {clockText(nowMs - sinceMs)}
      </time>
    </Line>
  );
}

/** JOIN-5: going on here ends it elsewhere, so it is asked; who was sent out may be let in again and tries. */
function Ended({ live, why }: { live: LiveDebate; why: Ending }) {
  const { t } = useTranslation();
  const isElsewhere = why === 'already-here' || why === 'replaced';
  const isSentOut = why === 'removed' || why === 'removed-from-debate';
  return (
    <Line tone="trouble">
      <p>
        {t(`connection.${isSentOut ? 'removed' : isElsewhere || why === 'signed-out' ? why : 'refused'}`)}
      </p>
      <PressButton data-testid="enter-again" onPress={() => live.enterAgain({ isTakingOver: isElsewhere })}>
        {isElsewhere ? t('connection.here') : t('state.retry')}
      </PressButton>
    </Line>
  );
}

function Line({ tone, children }: { tone: 'trouble' | 'said'; children: React.ReactNode }) {
  return (
    <div className={tone} role={tone === 'trouble' ? 'alert' : 'status'} data-testid={`connection-${tone}`}>
      {children}
    </div>
  );
}

/** How long the connection had been lost, for a moment after it was found. */
function useJustFound(live: LiveDebate, connection: Connection): number | null {
  const [lastedMs, setLasted] = useState<number | null>(null);
  const lostAtMs = useRef<number | null>(null);
  useEffect(() => {
    if (connection.is === 'lost') lostAtMs.current = connection.sinceMs;
    if (connection.is !== 'connected' || lostAtMs.current === null) return setLasted(null);
    setLasted(live.clock.nowMs() - lostAtMs.current);
    lostAtMs.current = null;
    const timer = setTimeout(() => setLasted(null), foundShownMs);
    return () => clearTimeout(timer);
  }, [connection, live]);
  return lastedMs;
}
