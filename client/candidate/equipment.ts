import { useState } from 'react';
import { type Choice, rememberChoice, rememberedChoice } from '../media/devices.ts';
import { type OwnDevices, useOwnDevices } from '../state/useOwnDevices.ts';

/** What a candidate is heard and seen with, and how they change it. */
export type Equipment = { choice: Choice; choose: (choice: Choice) => void; devices: OwnDevices };

export function useEquipment(isNeeded: boolean): Equipment {
  const [choice, setChoice] = useState<Choice>(rememberedChoice);
  const devices = useOwnDevices(isNeeded ? choice : null);
  const choose = (next: Choice) => {
    rememberChoice(next);
    setChoice(next);
  };
  return { choice, choose, devices };
}

export function tracksOf({ devices }: Equipment) {
  return devices.is === 'open' ? devices.tracks : null;
}
