import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../hub/liveDebate.ts';
import { PressButton } from './PressButton.tsx';
import './states.css';

const foundShownMs = 5_000;

/** Says when the connection is lost, found again, or over for good, and what that means for the person here. */
export function ConnectionNotice({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const isFound = useJustFound(connection.is);
  if (connection.is === 'lost') return <Line tone="trouble">{t('connection.lost')}</Line>;
  if (connection.is === 'over' && connection.why !== 'debate-over') {
    return (
      <Line tone="trouble">
        {connection.why === 'replaced' ? t('connection.replaced') : t('connection.refused')}{' '}
        <PressButton onPress={() => location.reload()}>{t('connection.here')}</PressButton>
      </Line>
    );
  }
  return isFound ? <Line tone="said">{t('connection.found')}</Line> : null;
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
