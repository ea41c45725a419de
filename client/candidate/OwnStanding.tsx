import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import { type LiveDebate, producerOf } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { type Standing, standingOf } from './standing.ts';
import './candidate.css';

type Props = { live: LiveDebate; view: DebateView; slotId: string; children: React.ReactNode };

/** How one stands in one sentence. Whether one is heard is what the media server says, not what this page believes. */
export function OwnStanding({ live, view, slotId, children }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const isConnected = connection.is === 'connected';
  const standing = standingOf(view, slotId, isConnected);
  const isHeard = isConnected && producerOf(view.producers, slotId, 'microphone')?.isOpen === true;
  return (
    <section className="card stack own-turn" data-state={standing.is}>
      <p className="own-turn-state" data-testid="stage-state" data-state={standing.is} role="status">
        {t(`candidate.state.${wordsOf(standing)}`)}
      </p>
      {view.stage.status === 'live' && isConnected && (
        <p className="heard" data-heard={isHeard || undefined} role="status">
          {isHeard ? t('candidate.heard') : t('candidate.notHeard')}
        </p>
      )}
      {children}
    </section>
  );
}

function wordsOf(standing: Standing) {
  if (standing.is !== 'floor') return standing.is;
  if (standing.isMuted) return 'floorMuted';
  return standing.kind === 'speech' ? 'floor' : standing.kind;
}
