/** How large a picture is on the screen, in its own pixels; 0: it cannot be seen. */
export type Seen = { heightPx: number; isLarge: boolean };

/** What to ask the hub for: whether it comes at all, and in which of its sizes. */
export type Flow = { isFlowing: boolean; layer: number };

/** About how high each of a camera's sizes is. A camera that has fewer is sent in its largest. */
const layerHeightsPx = [180, 360, 720] as const;
/** A size that fills three quarters of what is shown is not told from a larger one. */
const enough = 0.75;
/** Nobody sees a difference beyond this on a phone, and each step costs three times the bits. */
const mostPixelsPerPoint = 2;
/** Only one picture is looked at: the others come in their middle size at most, however much room there is. */
const topOfOthers = 1;

/** A picture that nobody has measured yet comes small. */
export function flowFor(seen: readonly Seen[]): Flow {
  const visible = seen.filter(({ heightPx }) => heightPx > 0);
  if (seen.length > 0 && visible.length === 0) return { isFlowing: false, layer: 0 };
  return { isFlowing: true, layer: Math.max(0, ...visible.map(layerFor)) };
}

function layerFor({ heightPx, isLarge }: Seen): number {
  const found = layerHeightsPx.findIndex((layerPx) => layerPx >= heightPx * enough);
  const layer = found === -1 ? layerHeightsPx.length - 1 : found;
  return isLarge ? layer : Math.min(layer, topOfOthers);
}

/** The pixels of a screen behind a length in points of a page. */
export function pixelsOf(points: number, pixelsPerPoint: number): number {
  return Math.round(points * Math.min(pixelsPerPoint, mostPixelsPerPoint));
}
