import type { types } from 'mediasoup-client';
import { heardAfter, isSilent, type LastHeard, type Traffic } from './silence.ts';

const lookEveryMs = 500;

/**
 * Tells when nothing comes back on a sending transport, seconds before the browser itself gives the line up, and when
 * something does again.
 */
export function watchSilence(
  transport: types.Transport,
  { onSilent, onHeard }: { onSilent: () => void; onHeard: () => void },
): void {
  let last: LastHeard | null = null;
  let wasSilent = false;
  const look = async () => {
    const traffic = await trafficOf(transport);
    if (!traffic) return;
    const nowMs = performance.now();
    last = heardAfter(last, traffic, nowMs);
    const isSilentNow = isSilent(last, traffic, nowMs);
    if (isSilentNow !== wasSilent) (isSilentNow ? onSilent : onHeard)();
    wasSilent = isSilentNow;
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => console.warn('transport.silence', error));
  }, lookEveryMs);
  transport.observer.once('close', () => clearInterval(timer));
}

type Report = { type: string; packetsSent?: number; packetsReceived?: number };

/** Null where the browser does not count it, and before the line was up. */
async function trafficOf(transport: types.Transport): Promise<Traffic | null> {
  if (transport.closed || transport.connectionState !== 'connected') return null;
  const reports = [...(await transport.getStats()).values()] as Report[];
  const { packetsSent: sent, packetsReceived: received } =
    reports.find(({ type }) => type === 'transport') ?? ({} as Partial<Report>);
  return sent === undefined || received === undefined ? null : { sent, received };
}
