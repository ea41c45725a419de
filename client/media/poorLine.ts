/** What a browser counts of its own sending, as far as it tells whether the line carries a picture. */
export type SendingMeasures = {
  lossFraction: number;
  roundTripMs: number;
  /** What the line can carry, as estimated; null where the browser does not say. */
  roomBitsPerSecond: number | null;
};

/** Over a tenth lost, or two fifths of a second each way, and words suffer; below this there is no room for a picture. */
const poor = { lossFraction: 0.1, roundTripMs: 800, roomBitsPerSecond: 150_000 };

export function isPoor({ lossFraction, roundTripMs, roomBitsPerSecond }: SendingMeasures): boolean {
  const isNarrow = roomBitsPerSecond !== null && roomBitsPerSecond < poor.roomBitsPerSecond;
  return lossFraction >= poor.lossFraction || roundTripMs >= poor.roundTripMs || isNarrow;
}

/** How long a line has been poor; it is good again only after it was so for a while. */
export type LineCourse = { poorSinceMs: number | null; goodSinceMs: number | null };
export const unknownLine: LineCourse = { poorSinceMs: null, goodSinceMs: null };

const suggestAfterMs = 6_000;
const leaveAfterMs = 20_000;
const goodAgainAfterMs = 10_000;

export function courseAfter(
  course: LineCourse,
  { isPoorNow, nowMs }: { isPoorNow: boolean; nowMs: number },
): LineCourse {
  if (isPoorNow) return { poorSinceMs: course.poorSinceMs ?? nowMs, goodSinceMs: null };
  const goodSinceMs = course.goodSinceMs ?? nowMs;
  const isGoodAgain = nowMs - goodSinceMs >= goodAgainAfterMs;
  return { poorSinceMs: isGoodAgain ? null : course.poorSinceMs, goodSinceMs };
}

/** What to do about the picture: nothing, offer to leave it to the voice, or do so. */
export function adviceFor(
  { poorSinceMs, goodSinceMs }: LineCourse,
  nowMs: number,
): 'keep' | 'suggest' | 'leave' {
  if (poorSinceMs === null) return 'keep';
  const lastedMs = nowMs - poorSinceMs;
  if (lastedMs >= leaveAfterMs && goodSinceMs === null) return 'leave';
  return lastedMs >= suggestAfterMs ? 'suggest' : 'keep';
}

type Report = {
  type: string;
  fractionLost?: number;
  roundTripTime?: number;
  nominated?: boolean;
  availableOutgoingBitrate?: number;
};

/** The worst of all streams that are sent. */
export function measuresOf(reports: Iterable<Report>): SendingMeasures {
  const all = [...reports];
  const heard = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const room = all.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
  return {
    lossFraction: Math.max(0, ...heard.map(({ fractionLost = 0 }) => fractionLost)),
    roundTripMs: Math.max(0, ...heard.map(({ roundTripTime = 0 }) => roundTripTime * 1_000)),
    roomBitsPerSecond: room?.availableOutgoingBitrate ?? null,
  };
}
