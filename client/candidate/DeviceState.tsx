import { useTranslation } from 'react-i18next';
import type { OwnDevices } from '../state/useOwnDevices.ts';
import '../pieces/states.css';

/** Whether the person can be seen and heard by the devices themselves, and what to do where not. */
export function DeviceState({ devices }: { devices: OwnDevices }) {
  const { t } = useTranslation();
  if (devices.is === 'asking') return <p role="status">{t('device.asking')}</p>;
  if (devices.is === 'refused') {
    const isDenied = devices.name === 'NotAllowedError' || devices.name === 'SecurityError';
    return <Trouble>{isDenied ? t('device.denied') : t('device.none')}</Trouble>;
  }
  const { camera, microphone } = devices.tracks;
  if (devices.isUnchanged) return <Trouble>{t('device.unchanged')}</Trouble>;
  if (!microphone) return <Trouble>{t('device.noMicrophone')}</Trouble>;
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

function Trouble({ children }: { children: React.ReactNode }) {
  return (
    <div className="trouble" role="alert">
      {children}
    </div>
  );
}
