import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, liveStage } from './desk.ts';
import { askTime, canInterrupt, interrupt, quickMs, toggleMute } from './moves.ts';
import './menu.css';

type Choice = 'mute' | 'unmute' | 'add' | 'take' | 'pointOfOrder' | 'interposed' | 'remove';

/** What is done for one candidate less often than giving the floor. */
export function PlaceMenu({ desk, slot }: { desk: Desk; slot: Slot }) {
  const { t } = useTranslation();
  const choices = choicesFor(desk, slot.id);
  return (
    <MenuTrigger>
      <PressButton
        data-testid={`more-${slot.id}`}
        aria-label={t('moderator.moreFor', { name: slot.name })}
        isDisabled={!desk.canAct}
      >
        {t('moderator.more')} <span aria-hidden="true">▾</span>
      </PressButton>
      <Popover className="menu" placement="bottom end">
        <Menu
          aria-label={t('moderator.moreFor', { name: slot.name })}
          disabledKeys={choices.filter(({ isPossible }) => !isPossible).map(({ id }) => id)}
          onAction={(id) => does[id as Choice](desk, slot.id)}
        >
          {choices.map(({ id }) => (
            <MenuItem key={id} id={id}>
              {t(`moderator.choice.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function choicesFor(desk: Desk, slotId: string): { id: Choice; isPossible: boolean }[] {
  const stage = liveStage(desk.view);
  if (!stage) return [{ id: 'remove', isPossible: true }];
  return [
    { id: stage.muted.includes(slotId) ? 'unmute' : 'mute', isPossible: true },
    { id: 'add', isPossible: true },
    { id: 'take', isPossible: true },
    { id: 'pointOfOrder', isPossible: canInterrupt(desk, slotId, 'point-of-order') },
    { id: 'interposed', isPossible: canInterrupt(desk, slotId, 'interposed') },
    { id: 'remove', isPossible: true },
  ];
}

const does: Record<Choice, (desk: Desk, slotId: string) => void> = {
  mute: toggleMute,
  unmute: toggleMute,
  add: (desk, slotId) => askTime(desk, slotId, quickMs),
  take: (desk, slotId) => askTime(desk, slotId, -quickMs),
  pointOfOrder: (desk, slotId) => interrupt(desk, slotId, 'point-of-order'),
  interposed: (desk, slotId) => interrupt(desk, slotId, 'interposed'),
  remove: (desk, slotId) => desk.ask({ kind: 'remove', slotId }),
};
