import { useTranslation } from 'react-i18next';
import { LevelMeter } from '../pieces/LevelMeter.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { DeviceChoosers } from './DeviceChoosers.tsx';
import { DeviceState } from './DeviceState.tsx';
import { type Equipment, tracksOf } from './equipment.ts';
import { NetworkCheck } from './NetworkCheck.tsx';
import { SpeakerTest } from './SpeakerTest.tsx';
import './candidate.css';

type Props = { debateId: string; equipment: Equipment; onJoin: () => void };

/** Before going in: see oneself, see the microphone move, hear the speakers, and whether the network lets it through. */
export function DeviceCheck({ debateId, equipment, onJoin }: Props) {
  const { t } = useTranslation();
  const tracks = tracksOf(equipment);
  return (
    <div className="check">
      <Picture track={tracks?.camera ?? null} name={t('device.you')} isMirrored />
      <div className="stack">
        <DeviceState devices={equipment.devices} />
        {tracks?.microphone && (
          <div className="stack near">
            <span className="small">{t('device.speak')}</span>
            <LevelMeter track={tracks.microphone} label={t('device.level')} />
          </div>
        )}
        <DeviceChoosers equipment={equipment} />
        <SpeakerTest />
        <NetworkCheck debateId={debateId} />
        <PressButton
          look="main"
          size="large"
          data-testid="join"
          isDisabled={!tracks?.microphone}
          onPress={onJoin}
        >
          {t('device.join')}
        </PressButton>
        <p className="small soft">{t('device.joinNote')}</p>
      </div>
    </div>
  );
}
