import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listDevices } from '../media/devices.ts';
import { Chooser } from '../pieces/Chooser.tsx';
import { type Equipment, tracksOf } from './equipment.ts';

/** Which camera and microphone, and how much of the network the picture may use. */
export function DeviceChoosers({ equipment }: { equipment: Equipment }) {
  const { t } = useTranslation();
  const { choice, choose } = equipment;
  const tracks = tracksOf(equipment);
  const cameras = useDevices('videoinput', tracks !== null);
  const microphones = useDevices('audioinput', tracks !== null);
  return (
    <>
      <Chooser
        label={t('device.camera')}
        options={cameras}
        value={tracks?.camera?.getSettings().deviceId ?? choice.cameraId}
        onChange={(cameraId) => choose({ ...choice, cameraId })}
      />
      <Chooser
        label={t('device.microphone')}
        options={microphones}
        value={tracks?.microphone?.getSettings().deviceId ?? choice.microphoneId}
        onChange={(microphoneId) => choose({ ...choice, microphoneId })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={choice.isSmall}
          onChange={({ target }) => choose({ ...choice, isSmall: target.checked })}
        />
        {t('device.small')}
      </label>
    </>
  );
}

/** Browsers tell the names of devices only after the person has allowed one. */
function useDevices(kind: 'videoinput' | 'audioinput', isAllowed: boolean) {
  const { data } = useQuery({
    queryKey: ['devices', kind],
    queryFn: () => listDevices(kind),
    enabled: isAllowed,
    refetchInterval: 3_000,
  });
  return (data ?? []).map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}
