import type { types } from 'mediasoup-client';
import type { ProducerView } from '../../server/protocol/media.ts';

type Receiver = { consumer: types.Consumer; slotId: string; frames: number; isLive: boolean };

const receivers = new Set<Receiver>();

declare global {
  interface Window {
    /**
     * How many frames of each slot's camera this page has really decoded, by the browser's own receiver statistics.
     * It is here for scripts that look from outside: a picture on the wire proves nothing about a picture on a screen.
     * Receivers that are closed count with what they had when last asked.
     */
    __framesDecoded(): Promise<Record<string, number>>;
  }
}

export function noteReceiver(consumer: types.Consumer, { slotId }: ProducerView): void {
  if (consumer.kind === 'video' && slotId) receivers.add({ consumer, slotId, frames: 0, isLive: true });
}

export function forgetReceiver(consumer: types.Consumer): void {
  for (const receiver of receivers) if (receiver.consumer === consumer) receiver.isLive = false;
}

async function framesDecoded(): Promise<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const receiver of receivers) {
    if (receiver.isLive) receiver.frames = await framesOf(receiver);
    total[receiver.slotId] = (total[receiver.slotId] ?? 0) + receiver.frames;
  }
  return total;
}

async function framesOf({ consumer, frames }: Receiver): Promise<number> {
  if (consumer.closed) return frames;
  const reports = [...(await consumer.getStats()).values()] as { type: string; framesDecoded?: number }[];
  return reports.find(({ type }) => type === 'inbound-rtp')?.framesDecoded ?? frames;
}

window.__framesDecoded = framesDecoded;
