import { useTranslation } from 'react-i18next';
import type { Slot } from '../../server/protocol/campaign.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, inLobby, isHere, presenceOf } from './desk.ts';
import { canGive, give } from './moves.ts';
import { PlaceMenu } from './PlaceMenu.tsx';

type Props = { desk: Desk; slot: Slot };

/** The floor first; everything rarer is in the menu beside it. */
export function PlaceControls({ desk, slot }: Props) {
  const { t } = useTranslation();
  const { stage } = desk.view;
  if (stage.status === 'ended') return <div className="row place-do" />;
  if (stage.removed.includes(slot.id)) return <Readmit desk={desk} slot={slot} />;
  return (
    <div className="row place-do">
      {stage.status === 'live' && (
        <PressButton
          data-testid={`give-${slot.id}`}
          aria-label={t('moderator.step.give', { name: slot.name })}
          isDisabled={!canGive(desk, slot.id)}
          onPress={() => give(desk, slot.id)}
        >
          {t('moderator.giveFloor')}
        </PressButton>
      )}
      <PlaceMenu desk={desk} slot={slot} />
      <Identity desk={desk} slot={slot} />
    </div>
  );
}

/** For those who wait in the lobby it stands beside their picture there; of nobody there is nothing to confirm. */
function Identity({ desk, slot }: Props) {
  const { t } = useTranslation();
  if (presenceOf(desk.view, slot.id)?.isIdentityConfirmed)
    return <span className="small place-known">{t('moderator.identityConfirmed')}</span>;
  if (!isHere(desk.view, slot.id) || inLobby(desk.view).includes(slot.id)) return null;
  return (
    <PressButton
      data-testid={`identity-${slot.id}`}
      isDisabled={!desk.canAct}
      onPress={() => desk.act({ name: 'identity.confirm', input: { slotId: slot.id } })}
    >
      {t('moderator.confirmIdentity')}
    </PressButton>
  );
}

function Readmit({ desk, slot }: Props) {
  const { t } = useTranslation();
  return (
    <div className="row place-do">
      <PressButton
        data-testid={`readmit-${slot.id}`}
        isDisabled={!desk.canAct}
        onPress={() => desk.ask({ kind: 'readmit', slotId: slot.id })}
      >
        {t('moderator.readmit')}
      </PressButton>
    </div>
  );
}
