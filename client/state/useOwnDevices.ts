import { useEffect, useState } from 'react';
import type { OwnTracks } from '../media/debateMedia.ts';
import { type Choice, closeDevices, openDevices } from '../media/devices.ts';

export type OwnDevices =
  | { is: 'asking' }
  | { is: 'open'; tracks: OwnTracks }
  | { is: 'refused'; name: string };

/** Camera and microphone as chosen, open while the component is on the page; null asks for nothing. */
export function useOwnDevices(choice: Choice | null): OwnDevices {
  const [state, setState] = useState<OwnDevices>({ is: 'asking' });
  useEffect(() => {
    if (!choice) return;
    let isOver = false;
    let own: OwnTracks | null = null;
    setState({ is: 'asking' });
    openDevices(choice).then(
      (tracks) => {
        if (isOver) return closeDevices(tracks);
        own = tracks;
        setState({ is: 'open', tracks });
      },
      (error: unknown) => {
        console.warn('devices.refused', error);
        if (!isOver)
          setState({ is: 'refused', name: error instanceof DOMException ? error.name : 'unknown' });
      },
    );
    return () => {
      isOver = true;
      if (own) closeDevices(own);
    };
  }, [choice]);
  return state;
}
