import { useTranslation } from 'react-i18next';
import { useStore } from '../state/useStore.ts';
import { DeviceChoosers } from './DeviceChoosers.tsx';
import type { Equipment } from './equipment.ts';
import { SpeakerTest } from './SpeakerTest.tsx';
import { softSigns, wantSoftSigns } from './softSigns.ts';
import './candidate.css';

/** Camera, microphone and sound within reach during the debate. A change does not interrupt who is speaking. */
export function EquipmentCard({ equipment }: { equipment: Equipment }) {
  const { t } = useTranslation();
  const { choice, choose, devices } = equipment;
  const areSignsOn = useStore(softSigns);
  return (
    <details className="card equipment" data-testid="equipment">
      <summary>{t('candidate.equipment')}</summary>
      <div className="stack">
        {devices.is === 'open' && devices.isUnchanged && (
          <p className="trouble" role="alert">
            {t('device.unchanged')}
          </p>
        )}
        <DeviceChoosers equipment={equipment} />
        <Tick
          isOn={choice.isSoundOnly}
          onChange={(isSoundOnly) => choose({ ...choice, isSoundOnly })}
          says={t('device.soundOnly')}
        />
        <Tick isOn={areSignsOn} onChange={wantSoftSigns} says={t('candidate.softSigns')} />
        <SpeakerTest />
      </div>
    </details>
  );
}

type TickProps = { isOn: boolean; onChange: (isOn: boolean) => void; says: string };

function Tick({ isOn, onChange, says }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {says}
    </label>
  );
}
