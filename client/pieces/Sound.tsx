import { useEffect, useRef } from 'react';
import type { Received } from '../media/receiving.ts';

/** Plays every microphone that is received. A closed one is silent at the hub, so nothing has to be chosen here. */
export function Sound({ received, isOn }: { received: readonly Received[]; isOn: boolean }) {
  const microphones = received.filter(({ source }) => source === 'microphone');
  return microphones.map(({ producerId, track }) => (
    <Microphone key={producerId} track={track} isOn={isOn} />
  ));
}

function Microphone({ track, isOn }: { track: MediaStreamTrack; isOn: boolean }) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.srcObject = new MediaStream([track]);
  }, [track]);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.muted = !isOn;
    if (isOn) audio.current.play().catch((error: unknown) => console.warn('sound.play', error));
  }, [isOn]);
  return <audio ref={audio} autoPlay muted={!isOn} />;
}
