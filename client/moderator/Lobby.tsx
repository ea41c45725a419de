import { useTranslation } from 'react-i18next';
import { producerOf } from '../hub/liveDebate.ts';
import { Picture } from '../pieces/Picture.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, inLobby, nameOf, presenceOf } from './desk.ts';
import { admitAll } from './moves.ts';
import './lobby.css';

/** Whoever has come and waits, with the picture that only those who run the debate see until they are let in. */
export function Lobby({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const waiting = inLobby(desk.view);
  if (waiting.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="lobby-title">
      <div className="row spread">
        <h2 id="lobby-title" className="card-title">
          {t('moderator.lobby', { value: waiting.length })}
        </h2>
        <PressButton data-testid="admit-all" isDisabled={!desk.canAct} onPress={() => admitAll(desk)}>
          {t('moderator.admitAll')} <kbd>A</kbd>
        </PressButton>
      </div>
      <ul className="lobby">
        {waiting.map((slotId) => (
          <Visitor key={slotId} desk={desk} slotId={slotId} />
        ))}
      </ul>
    </section>
  );
}

/** Confirming who it is lets them in too. */
function Visitor({ desk, slotId }: { desk: Desk; slotId: string }) {
  const { t } = useTranslation();
  const camera = producerOf(desk.received, slotId, 'camera');
  const name = nameOf(desk.view, slotId);
  const isKnown = presenceOf(desk.view, slotId)?.isIdentityConfirmed ?? false;
  return (
    <li className="stack near">
      <Picture track={camera?.track ?? null} producerId={camera?.producerId} live={desk.live} name={name} />
      {!isKnown && (
        <PressButton
          look="main"
          data-testid={`identity-${slotId}`}
          aria-label={t('moderator.confirmAndAdmit', { name })}
          isDisabled={!desk.canAct}
          onPress={() => desk.act({ name: 'identity.confirm', input: { slotId } })}
        >
          {t('moderator.confirmIdentity')}
        </PressButton>
      )}
      <PressButton
        data-testid={`admit-${slotId}`}
        aria-label={t('moderator.admitWho', { name })}
        isDisabled={!desk.canAct}
        onPress={() => desk.act({ name: 'slot.admit', input: { slotId } })}
      >
        {t('moderator.admit')}
      </PressButton>
    </li>
  );
}
