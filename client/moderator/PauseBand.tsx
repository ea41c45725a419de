import { useTranslation } from 'react-i18next';
import type { LiveStage } from '../../server/protocol/stage.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { clockText } from '../state/useTimes.ts';
import type { Desk } from './desk.ts';
import './band.css';

type Props = { desk: Desk; pause: NonNullable<LiveStage['pause']> };

/** Nobody can overlook that the whole debate stands still. */
export function PauseBand({ desk, pause }: Props) {
  const { t } = useTranslation();
  return (
    <div className="band" role="alert" data-testid="paused">
      <div>
        <p className="band-title">{t('moderator.paused')}</p>
        <p>
          <bdi>{pause.reason}</bdi>
        </p>
      </div>
      <span className="band-time figures" aria-hidden="true">
        {clockText(desk.nowMs - pause.atMs)}
      </span>
      <PressButton
        data-testid="continue"
        isDisabled={!desk.canAct}
        onPress={() => desk.act({ name: 'debate.continue', input: {} })}
      >
        {t('moderator.step.continue')} <kbd>N</kbd>
      </PressButton>
    </div>
  );
}
