/**
 * Bare mediasoup, with nothing of ours but the same codecs and the same kind of transport: what forwarding costs when
 * nobody counts, watches or announces anything.
 */
import { createWorker, type types } from 'mediasoup';
import { mediaWorkerPath } from '../../../scripts/media-worker/path.mjs';
import { codecs } from '../../../server/media/codecs.ts';
import { limits } from '../../../server/media/limits.ts';
import type { MediaSource, ProducerView } from '../../../server/protocol/media.ts';
import { type CpuMs, cpuOf } from './cpu.ts';
import { serve } from './process.ts';
import { type Seat, SeatServer } from './seats.ts';

const host = '127.0.0.1';
const producers: ProducerView[] = [];
let opened: { worker: types.Worker; seats: SeatServer } | undefined;

/** The answers of a media server to one connection, each in a line. */
function seatAt(router: types.Router, webRtcServer: types.WebRtcServer): Seat {
  let transport: types.WebRtcTransport | undefined;
  const consumers = new Map<string, types.Consumer>();
  const here = () => transport as types.WebRtcTransport;
  const answers: Record<string, (input: never) => Promise<unknown>> = {
    'transport.open': async () => {
      const initialAvailableOutgoingBitrate = limits.initialOutgoingBitsPerSecond;
      transport = await router.createWebRtcTransport({ webRtcServer, initialAvailableOutgoingBitrate });
      const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { transportId, iceParameters, iceCandidates, dtlsParameters };
    },
    'transport.connect': ({ dtlsParameters }: { dtlsParameters: types.DtlsParameters }) =>
      here().connect({ dtlsParameters }),
    'producer.open': async (wish: { source: MediaSource; rtpParameters: types.RtpParameters }) => {
      const kind = wish.source === 'camera' ? 'video' : 'audio';
      const { id: producerId } = await here().produce({ kind, rtpParameters: wish.rtpParameters });
      producers.push({ producerId, slotId: null, source: wish.source, isOpen: true });
      return { producerId };
    },
    'consumer.open': async (wish: { producerId: string; rtpCapabilities: types.RtpCapabilities }) => {
      const consumer = await here().consume({ ...wish, paused: true });
      consumers.set(consumer.id, consumer);
      const { id: consumerId, producerId, kind, rtpParameters } = consumer;
      return { consumerId, producerId, kind, rtpParameters };
    },
    'consumer.resume': async ({ consumerId }: { consumerId: string }) => consumers.get(consumerId)?.resume(),
    'consumer.layer': async ({ consumerId, spatialLayer }: { consumerId: string; spatialLayer: number }) =>
      consumers.get(consumerId)?.setPreferredLayers({ spatialLayer }),
  };
  const ask = ((name: string, input: never) => answers[name]?.(input)) as Seat['ask'];
  return { ask, close: () => transport?.close() };
}

const procedures = {
  /** Resolves to where its seats are. */
  open: async (): Promise<string> => {
    const worker = await createWorker({ workerBin: mediaWorkerPath(), logLevel: 'warn' });
    const listenInfos = (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: host, port: 0 }));
    const webRtcServer = await worker.createWebRtcServer({ listenInfos });
    const router = await worker.createRouter({ mediaCodecs: [...codecs] });
    const seats = await SeatServer.open({
      open: () => seatAt(router, webRtcServer),
      producers: () => producers,
    });
    opened = { worker, seats };
    return seats.url;
  },

  cpu: (): Promise<CpuMs> => cpuOf(opened ? [opened.worker] : []),
};

export type BareProcedures = typeof procedures;
serve(procedures, async () => {
  opened?.seats.close();
  opened?.worker.close();
});
