import { useEffect, useRef } from 'react';
import './picture.css';

type Props = {
  track: MediaStreamTrack | null;
  name: string;
  /** For scripts that look from outside: whose frames this element shows. */
  producerId?: string | undefined;
  isSpeaking?: boolean;
  isLarge?: boolean;
  isMirrored?: boolean;
};

/** One camera's picture with the person's name on it; without a picture, the initials. */
export function Picture({ track, name, producerId, isSpeaking, isLarge, isMirrored }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current || !track) return;
    video.current.srcObject = new MediaStream([track]);
    // A picture has no sound here, so browsers let it play; a refusal leaves its first frame.
    video.current.play().catch((error: unknown) => console.debug('picture.play', error));
  }, [track]);
  return (
    <figure className="picture" data-speaking={isSpeaking || undefined} data-large={isLarge || undefined}>
      {track ? (
        <video
          ref={video}
          data-producer={producerId}
          data-mirrored={isMirrored || undefined}
          muted
          playsInline
          autoPlay
        />
      ) : (
        <span className="picture-none" aria-hidden="true">
          {initialsOf(name)}
        </span>
      )}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('');
}
