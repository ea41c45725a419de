import { useEffect, useRef } from 'react';
import type { Slot } from '../../server/protocol/campaign.ts';
import { producerOf } from '../hub/liveDebate.ts';
import { Picture } from '../pieces/Picture.tsx';
import { type Desk, liveStage, presenceOf } from './desk.ts';
import { keyOfPlace } from './keys.ts';
import { LineQuality } from './LineQuality.tsx';
import { PlaceControls } from './PlaceControls.tsx';
import { PlaceMarks } from './PlaceMarks.tsx';
import { PlaceTimes } from './PlaceTimes.tsx';
import { WitnessLights } from './WitnessLights.tsx';
import './place.css';

export type PlaceProps = { desk: Desk; slot: Slot; isNext: boolean; isLeastHeard: boolean };

/** One candidate in the console: who, how they are seen and heard, and what can be done for them. */
export function Place({ desk, slot, isNext, isLeastHeard }: PlaceProps) {
  const { view, received, chosen } = desk;
  const camera = producerOf(received, slot.id, 'camera');
  const place = usePicked(chosen === slot.id);
  const hasFloor = liveStage(view)?.turn?.slotId === slot.id;
  const presence = presenceOf(view, slot.id);
  const nameId = `place-${slot.id}`;
  return (
    <li
      ref={place}
      tabIndex={-1}
      aria-labelledby={nameId}
      data-speaking={hasFloor || undefined}
      data-chosen={chosen === slot.id || undefined}
    >
      <div className="place-picture" aria-hidden="true">
        <Picture
          track={camera?.track ?? null}
          producerId={camera?.producerId}
          live={desk.live}
          name={slot.name}
        />
        <kbd className="place-key figures">{keyOfPlace(slot.position)}</kbd>
      </div>
      <div className="place-what">
        <div className="place-who">
          <strong id={nameId}>{slot.name}</strong>
          <PlaceMarks desk={desk} slotId={slot.id} isNext={isNext} isLeastHeard={isLeastHeard} />
        </div>
        <WitnessLights presence={presence} />
        <div className="place-figures">
          {presence?.transport && <LineQuality quality={presence.quality} />}
          <PlaceTimes desk={desk} slotId={slot.id} />
        </div>
      </div>
      <PlaceControls desk={desk} slot={slot} />
    </li>
  );
}

/** Whoever is picked by number has the focus, so that the next tab goes to what can be done for them. */
function usePicked(isChosen: boolean) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.focus();
  }, [isChosen]);
  return place;
}
