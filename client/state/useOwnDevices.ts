import { useEffect, useState } from 'react';
import type { Choice } from '../media/devices.ts';
import { DeviceDesk, type OwnDevices } from '../media/ownDevices.ts';

export type { OwnDevices } from '../media/ownDevices.ts';

const asking: OwnDevices = { is: 'asking' };

/** Camera and microphone as chosen, open while the component is on the page and something is chosen. */
export function useOwnDevices(choice: Choice | null): OwnDevices {
  const [desk, setDesk] = useState<DeviceDesk | null>(null);
  const [state, setState] = useState<OwnDevices>(asking);
  const isWanted = choice !== null;
  useEffect(() => {
    if (!isWanted) return setState(asking);
    const opened = new DeviceDesk();
    const forget = opened.state.watch(() => setState(opened.state.get()));
    setDesk(opened);
    return () => {
      forget();
      opened.close();
      setDesk(null);
    };
  }, [isWanted]);
  useEffect(() => {
    if (desk && choice) desk.choose(choice);
  }, [desk, choice]);
  return state;
}
