import type { z } from 'zod';
import type { Area } from '../../server/protocol/http.ts';
import { useTimes, zoneOffset } from '../state/useTimes.ts';

/** An instant by the clocks of the debate's own area, with their offset, so that nobody has to guess. */
export function AreaTime({ ms, area }: { ms: number; area: z.infer<typeof Area> }) {
  const { instant } = useTimes();
  return (
    <time dateTime={new Date(ms).toISOString()}>
      {instant(ms, area.zone)} <span className="soft small">{zoneOffset(ms, area.zone)}</span>
    </time>
  );
}
