import { useEffect, useRef, useState } from 'react';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { useShown } from '../state/useShown.ts';
import './picture.css';

type Props = {
  track: MediaStreamTrack | null;
  name: string;
  producerId?: string | undefined;
  /** Given: the picture is received in the size in which it is shown here, and not while it is out of sight. */
  live?: LiveDebate;
  isSpeaking?: boolean;
  isLarge?: boolean;
  isMirrored?: boolean;
};

/** One camera's picture with the person's name on it; without a picture, the initials. */
export function Picture({ track, name, producerId, live, isSpeaking, isLarge, isMirrored }: Props) {
  const figure = useRef<HTMLElement>(null);
  const { shown, isDrawn, drawn } = useLastDrawn(track);
  useShown(figure, { live, producerId, isLarge: isLarge ?? false });
  return (
    <figure
      ref={figure}
      className="picture"
      data-speaking={isSpeaking || undefined}
      data-large={isLarge || undefined}
    >
      {shown.map((one) => (
        <Video
          key={one.id}
          track={one}
          producerId={one === track ? producerId : undefined}
          isMirrored={isMirrored}
          isWaiting={one === track && !isDrawn && shown.length > 1}
          onDrawn={() => drawn(one)}
        />
      ))}
      {!track && (
        <span className="picture-none" aria-hidden="true">
          {initialsOf(name)}
        </span>
      )}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

/** The track, under it the one before for as long as nothing of the new one was drawn: nothing goes dark in between. */
function useLastDrawn(track: MediaStreamTrack | null) {
  const [last, setLast] = useState<MediaStreamTrack | null>(null);
  if (!track && last) setLast(null);
  const isDrawn = last === track;
  const shown = [isDrawn ? null : last, track].filter((one) => one !== null);
  return { shown, isDrawn, drawn: (one: MediaStreamTrack) => one === track && setLast(one) };
}

type VideoProps = {
  track: MediaStreamTrack;
  /** For scripts that look from outside: whose frames this element shows. */
  producerId: string | undefined;
  isMirrored: boolean | undefined;
  isWaiting: boolean;
  onDrawn: () => void;
};

function Video({ track, producerId, isMirrored, isWaiting, onDrawn }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = new MediaStream([track]);
    // A picture has no sound here, so browsers let it play; a refusal leaves its first frame.
    video.current.play().catch((error: unknown) => console.debug('picture.play', error));
  }, [track]);
  return (
    <video
      ref={video}
      data-producer={producerId}
      data-mirrored={isMirrored || undefined}
      data-waiting={isWaiting || undefined}
      onLoadedData={onDrawn}
      muted
      playsInline
      autoPlay
    />
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('');
}
