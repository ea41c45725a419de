import { useTranslation } from 'react-i18next';
import { witnesses } from '../../server/protocol/evidence.ts';
import type { SlotPresence } from '../../server/protocol/stage.ts';

/** The three witnesses of presence. Each light also differs in form and in words, not by colour alone. */
export function WitnessLights({ presence }: { presence: SlotPresence | null }) {
  const { t } = useTranslation();
  return (
    <ul className="lights">
      {witnesses.map((witness) => {
        const isOn = presence?.[witness] ?? false;
        return (
          <li key={witness} data-on={isOn || undefined}>
            {t(`witness.${witness}`)}
            <span className="unseen">: {isOn ? t('witness.on') : t('witness.off')}</span>
          </li>
        );
      })}
    </ul>
  );
}
