import { useTranslation } from 'react-i18next';
import type { Stage } from '../../server/protocol/stage.ts';
import './marks.css';

/** How a candidate stands on the stage: let onto it, silenced, sent out, asking for a word. */
export function SlotMarks({ slotId, stage }: { slotId: string; stage: Stage }) {
  const { t } = useTranslation();
  if (stage.status === 'ended') return null;
  const isRemoved = stage.removed.includes(slotId);
  const isWaiting = !isRemoved && !stage.admitted.includes(slotId);
  const onStage = stage.status === 'live' ? stage : null;
  const hand = onStage?.hands.find((one) => one.slotId === slotId);
  return (
    <>
      {isRemoved && <Mark tone="alarm">{t('stage.removed')}</Mark>}
      {isWaiting && <Mark>{t('stage.waiting')}</Mark>}
      {onStage?.muted.includes(slotId) && <Mark tone="alarm">{t('stage.muted')}</Mark>}
      {hand && <Mark tone="accent">{t(`stage.hand.${hand.kind}`)}</Mark>}
    </>
  );
}

function Mark({ tone, children }: { tone?: 'alarm' | 'accent'; children: React.ReactNode }) {
  return (
    <span className="mark" data-tone={tone}>
      {children}
    </span>
  );
}
