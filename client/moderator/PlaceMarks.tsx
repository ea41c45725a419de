import { useTranslation } from 'react-i18next';
import { SlotMarks } from '../pieces/SlotMarks.tsx';
import { type Desk, isHere, liveStage } from './desk.ts';
import '../pieces/marks.css';

type Props = { desk: Desk; slotId: string; isNext: boolean; isLeastHeard: boolean };

/** How a candidate stands now: the floor first, then what is in its way, then what speaks for giving it. */
export function PlaceMarks({ desk: { view }, slotId, isNext, isLeastHeard }: Props) {
  const { t } = useTranslation();
  const live = liveStage(view);
  const isAway = !isHere(view, slotId) && view.stage.status !== 'ended';
  return (
    <>
      {live?.turn?.slotId === slotId && <Mark tone="live">{t('moderator.mark.speaking')}</Mark>}
      {live?.held?.slotId === slotId && <Mark tone="alarm">{t('moderator.mark.held')}</Mark>}
      {isAway && <Mark>{t('moderator.mark.away')}</Mark>}
      <SlotMarks slotId={slotId} stage={view.stage} />
      {isNext && <Mark tone="accent">{t('moderator.mark.next')}</Mark>}
      {isLeastHeard && <Mark>{t('moderator.mark.leastHeard')}</Mark>}
    </>
  );
}

function Mark({ tone, children }: { tone?: 'live' | 'accent' | 'alarm'; children: React.ReactNode }) {
  return (
    <span className="mark" data-tone={tone}>
      {children}
    </span>
  );
}
