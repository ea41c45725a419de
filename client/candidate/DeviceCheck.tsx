import { useTranslation } from 'react-i18next';
import type { Choice } from '../media/devices.ts';
import { LevelMeter } from '../pieces/LevelMeter.tsx';
import { Picture } from '../pieces/Picture.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import type { OwnDevices } from '../state/useOwnDevices.ts';
import { DeviceChoosers } from './DeviceChoosers.tsx';
import { SpeakerTest } from './SpeakerTest.tsx';
import './candidate.css';

type Props = {
  devices: OwnDevices;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  onJoin: () => void;
};

/** Before going in: see oneself, see the microphone move, hear the speakers, choose other devices. */
export function DeviceCheck({ devices, choice, onChoose, onJoin }: Props) {
  const { t } = useTranslation();
  const tracks = devices.is === 'open' ? devices.tracks : null;
  return (
    <div className="check">
      <Picture track={tracks?.camera ?? null} name={t('device.you')} isMirrored />
      <div className="stack">
        <DeviceState devices={devices} />
        {tracks?.microphone && (
          <div className="stack near">
            <span className="small">{t('device.speak')}</span>
            <LevelMeter track={tracks.microphone} label={t('device.level')} />
          </div>
        )}
        <DeviceChoosers choice={choice} tracks={tracks} onChoose={onChoose} />
        <SpeakerTest />
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

function DeviceState({ devices }: { devices: OwnDevices }) {
  const { t } = useTranslation();
  if (devices.is === 'asking') return <p role="status">{t('device.asking')}</p>;
  if (devices.is === 'refused') {
    const isDenied = devices.name === 'NotAllowedError' || devices.name === 'SecurityError';
    return (
      <div className="trouble" role="alert">
        {isDenied ? t('device.denied') : t('device.none')}
      </div>
    );
  }
  const { camera, microphone } = devices.tracks;
  if (!microphone)
    return (
      <div className="trouble" role="alert">
        {t('device.noMicrophone')}
      </div>
    );
  if (!camera)
    return (
      <div className="said" role="status">
        {t('device.noCamera')}
      </div>
    );
  return (
    <p className="check-ready" role="status" data-testid="device-ready">
      {t('device.ready')}
    </p>
  );
}
