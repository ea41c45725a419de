import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import { type LiveDebate, producerOf } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { Picture } from './Picture.tsx';

type Props = { live: LiveDebate; view: DebateView; withoutSlotId?: string | null };

/**
 * Whoever has the floor large, else the moderator; the others as small tiles in the order of the lineup. Every
 * picture keeps its element when its place changes, so that nothing goes dark in between.
 */
export function Pictures({ live, view, withoutSlotId }: Props) {
  const { t } = useTranslation();
  const received = useStore(live.received);
  const floor = view.stage.status === 'live' ? (view.stage.turn?.slotId ?? null) : null;
  const largeSlotId = floor === withoutSlotId ? null : floor;
  const hasPictures = useStore(live.media.hasPictures);
  const moderator = producerOf(received, null, 'camera');
  const shown = [
    ...(moderator ? [{ id: null, name: t('stage.moderator') }] : []),
    ...view.lineup.filter((slot) => slot.id !== withoutSlotId),
  ];
  return (
    <div className="pictures">
      {shown.map(({ id, name }) => {
        const camera = producerOf(received, id, 'camera');
        return (
          <Picture
            key={id ?? 'moderator'}
            track={(hasPictures && camera?.track) || null}
            producerId={camera?.producerId}
            live={live}
            name={name}
            isLarge={id === largeSlotId}
            isSpeaking={id !== null && id === floor}
          />
        );
      })}
    </div>
  );
}
