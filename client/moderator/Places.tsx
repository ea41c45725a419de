import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { useCommand } from '../state/useCommand.ts';
import { useStore } from '../state/useStore.ts';
import { Place } from './Place.tsx';

type Props = { live: LiveDebate; view: DebateView; command: ReturnType<typeof useCommand> };

/** The lineup with what the hub itself sees of each candidate. */
export function Places({ live, view, command }: Props) {
  const { t } = useTranslation();
  const { connection } = useStore(live.state);
  const isAway = connection.is !== 'connected' || command.isPending;
  return (
    <section className="card stack">
      <h2>{t('moderator.lineup')}</h2>
      <p className="small soft">{t('moderator.lightsMean')}</p>
      <ol className="places">
        {view.lineup.map((slot) => (
          <Place
            key={slot.id}
            slot={slot}
            stage={view.stage}
            presence={view.presence.find(({ slotId }) => slotId === slot.id) ?? null}
            isAway={isAway}
            onCommand={command.mutate}
          />
        ))}
      </ol>
    </section>
  );
}
