import type { Device, types } from 'mediasoup-client';
import type { DtlsParameters, MediaSource, RtpParameters } from '../../server/protocol/media.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { RequestHub } from './request.ts';

export type Direction = 'send' | 'receive';

/** What a transport needs of the page, and what it tells it. */
export type Way = {
  request: RequestHub;
  onUp: (direction: Direction) => void;
  /** Nothing passes; its ICE is being restarted. */
  onDown: (direction: Direction) => void;
  /** Restarting did not help: it must be built anew. */
  onDead: () => void;
};

export type KeptTransport = {
  transport: types.Transport;
  /** The network has changed: finds its way anew without waiting until nothing passes any more. */
  restart: () => void;
};

/** Opens one direction's transport and keeps its ICE alive. */
export async function openTransport(device: Device, direction: Direction, way: Way): Promise<KeptTransport> {
  const { transportId, ...offer } = await way.request('transport.open', { direction });
  const options = { id: transportId, ...offer } as types.TransportOptions;
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    const input = { transportId, dtlsParameters: dtlsParameters as DtlsParameters };
    way.request('transport.connect', input).then(done, failed);
  });
  if (direction === 'send') answerProduce(transport, way.request);
  return { transport, restart: keepAlive(transport, direction, way) };
}

function answerProduce(transport: types.Transport, request: RequestHub): void {
  transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
    const input = {
      transportId: transport.id,
      source: appData.source as MediaSource,
      rtpParameters: rtpParameters as RtpParameters,
    };
    request('producer.open', input).then(({ producerId }) => done({ id: producerId }), failed);
  });
}

const mostRestarts = 3;
/** A restart that works is done within one or two round trips. */
const restartWithinMs = 4_000;
const retryMs = 1_000;

/** Restarts ICE when nothing passes, and again when that did not help, up to a limit. */
function keepAlive(transport: types.Transport, direction: Direction, way: Way): () => void {
  let restarts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isUp = () => transport.connectionState === 'connected';
  const again = (afterMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => !isUp() && restart(), afterMs);
  };
  const restart = () => {
    if (transport.closed) return;
    restarts += 1;
    if (restarts > mostRestarts) return way.onDead();
    again(restartWithinMs);
    restartIce(transport, way.request).catch((error: unknown) => {
      if (transport.closed) return;
      console.warn('transport.restart-ice', error);
      if (error instanceof Refusal && error.code !== 'too-many-requests') return way.onDead();
      again(retryMs);
    });
  };
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') {
      restarts = 0;
      way.onUp(direction);
    } else if (state === 'disconnected' || state === 'failed') {
      way.onDown(direction);
      restart();
    }
  });
  transport.observer.once('close', () => clearTimeout(timer));
  return restart;
}

async function restartIce(transport: types.Transport, request: RequestHub): Promise<void> {
  const { iceParameters } = await request('transport.restart-ice', { transportId: transport.id });
  if (transport.closed) return;
  await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
}
