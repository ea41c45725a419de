import { useTranslation } from 'react-i18next';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { ChairCard } from './ChairCard.tsx';
import { type Desk, liveStage } from './desk.ts';
import { EqualTime } from './EqualTime.tsx';
import { ModeratorDevices } from './ModeratorDevices.tsx';
import { OnAir } from './OnAir.tsx';
import { RollCallCard } from './RollCallCard.tsx';
import type { Lead } from './useDesk.ts';

type Props = {
  live: LiveDebate;
  desk: Desk;
  lead: Lead | null;
  next: string | null;
  onHelp: () => void;
};

/** What is looked at, and what is pressed more seldom. */
export function SideDesk({ live, desk, lead, next, onHelp }: Props) {
  const { t } = useTranslation();
  const stage = liveStage(desk.view);
  return (
    <aside className="stack desk-side">
      <OnAir desk={desk} next={next} />
      <EqualTime desk={desk} />
      <RollCallCard desk={desk} />
      {lead && <ChairCard desk={desk} lead={lead} />}
      <ModeratorDevices live={live} />
      <PressButton onPress={onHelp}>
        {t('moderator.keys.title')} <kbd>?</kbd>
      </PressButton>
      {stage && (
        <PressButton
          look="danger"
          data-testid="end-debate"
          isDisabled={!desk.canAct}
          onPress={() => desk.ask({ kind: 'end' })}
        >
          {t('moderator.end')}
        </PressButton>
      )}
    </aside>
  );
}
