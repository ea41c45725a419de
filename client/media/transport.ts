import type { Device, types } from 'mediasoup-client';
import type { DtlsParameters, MediaSource, RtpParameters } from '../../server/protocol/media.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import type { RequestHub } from './request.ts';
import { watchSilence } from './watchSilence.ts';

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
  /** Nothing is done for it any more; what still passes goes on until it is closed. */
  leave: () => void;
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
  return { transport, ...keepAlive(transport, direction, way) };
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

/**
 * How long after a restart another one is worth trying; after the last of them the transport is dead. Right after a
 * change of network a browser has no address yet and fails at once: that must not use up all tries within a moment.
 */
const restartAgainMs = [1_000, 2_000, 3_000, 4_000];

/** Restarts ICE when nothing passes, and again when that did not help, up to a limit. */
function keepAlive(transport: types.Transport, direction: Direction, way: Way) {
  let restarts = 0;
  let isLeft = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = () => {
    if (transport.closed || isLeft || timer) return;
    const againMs = restartAgainMs[restarts];
    if (againMs === undefined) return way.onDead();
    restarts += 1;
    timer = setTimeout(() => {
      timer = undefined;
      if (transport.connectionState !== 'connected') restart();
    }, againMs);
    restartIce(transport, way.request).catch((error: unknown) => {
      if (transport.closed || isLeft) return;
      console.warn('transport.restart-ice', error);
      if (error instanceof Refusal && error.code !== 'too-many-requests') way.onDead();
    });
  };
  const up = () => {
    restarts = 0;
    way.onUp(direction);
  };
  const down = () => {
    way.onDown(direction);
    restart();
  };
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') up();
    else if (state === 'disconnected' || state === 'failed') down();
  });
  if (direction === 'send') watchSilence(transport, { onSilent: down, onHeard: up });
  const leave = () => {
    isLeft = true;
    clearTimeout(timer);
  };
  transport.observer.once('close', leave);
  return { restart, leave };
}

async function restartIce(transport: types.Transport, request: RequestHub): Promise<void> {
  const { iceParameters } = await request('transport.restart-ice', { transportId: transport.id });
  if (transport.closed) return;
  await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
}
