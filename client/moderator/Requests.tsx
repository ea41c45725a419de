import { useTranslation } from 'react-i18next';
import type { Hand, LiveStage } from '../../server/protocol/stage.ts';
import { leastHeardFirst } from '../../server/rules/speaking.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { type Desk, nameOf, refusalFor } from './desk.ts';
import { canGive, canInterrupt, dismiss, give, interrupt } from './moves.ts';
import './requests.css';

/** Raised hands in their order: those who want to interrupt before those who wait for a turn. */
export function Requests({ desk, stage }: { desk: Desk; stage: LiveStage }) {
  const { t } = useTranslation();
  const urgent = stage.hands.filter(({ kind }) => kind !== 'turn');
  const waiting = stage.hands.filter(({ kind }) => kind === 'turn');
  const order = leastHeardFirst(desk.view.lineup, stage, desk.nowMs);
  const leastHeard = order.find((slotId) => waiting.some((hand) => hand.slotId === slotId));
  return (
    <section className="card stack near" aria-labelledby="requests-title">
      <h2 id="requests-title" className="card-title">
        {t('moderator.requests')}
      </h2>
      {stage.hands.length === 0 ? (
        <p className="small soft">{t('moderator.noRequests')}</p>
      ) : (
        <ol className="requests">
          {urgent.map((hand, index) => (
            <Urgent key={hand.slotId} desk={desk} hand={hand} isFirst={index === 0} />
          ))}
          {waiting.map(({ slotId }) => (
            <Waiting
              key={slotId}
              desk={desk}
              slotId={slotId}
              isLeastHeard={slotId === leastHeard && waiting.length > 1}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

type UrgentProps = { desk: Desk; hand: Hand; isFirst: boolean };

/** Let in with one press; the running turn stands still and is given back. */
function Urgent({ desk, hand: { slotId, kind }, isFirst }: UrgentProps) {
  const { t } = useTranslation();
  if (kind === 'turn') return null;
  const why = refusalFor(desk, { kind: 'interrupt', slotId, cause: kind });
  return (
    <li data-urgent>
      <span className="requests-who">
        <strong>{nameOf(desk.view, slotId)}</strong>
        <span className="mark" data-tone="alarm">
          {t(`stage.hand.${kind}`)}
        </span>
        {why && <span className="small soft">{t(`refusal.${why}`)}</span>}
      </span>
      <PressButton
        look={isFirst ? 'main' : 'plain'}
        data-testid={`interrupt-${slotId}`}
        isDisabled={!canInterrupt(desk, slotId, kind)}
        onPress={() => interrupt(desk, slotId, kind)}
      >
        {t('moderator.letSpeak')} {isFirst && <kbd>O</kbd>}
      </PressButton>
      <Dismiss desk={desk} slotId={slotId} />
    </li>
  );
}

function Dismiss({ desk, slotId }: { desk: Desk; slotId: string }) {
  const { t } = useTranslation();
  const name = nameOf(desk.view, slotId);
  return (
    <PressButton
      aria-label={t('moderator.dismissWho', { name })}
      data-testid={`dismiss-${slotId}`}
      isDisabled={!desk.canAct}
      onPress={() => dismiss(desk, slotId)}
    >
      {t('moderator.dismiss')}
    </PressButton>
  );
}

type WaitingProps = { desk: Desk; slotId: string; isLeastHeard: boolean };

function Waiting({ desk, slotId, isLeastHeard }: WaitingProps) {
  const { t } = useTranslation();
  const name = nameOf(desk.view, slotId);
  return (
    <li>
      <span className="requests-who">
        <strong>{name}</strong>
        {isLeastHeard && (
          <span className="mark" data-tone="accent">
            {t('moderator.mark.leastHeard')}
          </span>
        )}
      </span>
      <PressButton
        aria-label={t('moderator.step.give', { name })}
        isDisabled={!canGive(desk, slotId)}
        onPress={() => give(desk, slotId)}
      >
        {t('moderator.giveFloor')}
      </PressButton>
      <Dismiss desk={desk} slotId={slotId} />
    </li>
  );
}
