import type { Device, types } from 'mediasoup-client';
import type { DtlsParameters, MediaSource, RtpParameters } from '../../server/protocol/media.ts';
import type { RequestHub } from './request.ts';

/** Opens one direction's transport and keeps its ICE alive; `onDead` is told when that did not help. */
export async function openTransport(
  device: Device,
  direction: 'send' | 'receive',
  way: { request: RequestHub; onDead: () => void },
): Promise<types.Transport> {
  const { transportId, ...offer } = await way.request('transport.open', { direction });
  const options = { id: transportId, ...offer } as types.TransportOptions;
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    const input = { transportId, dtlsParameters: dtlsParameters as DtlsParameters };
    way.request('transport.connect', input).then(done, failed);
  });
  if (direction === 'send') answerProduce(transport, way.request);
  keepAlive(transport, way);
  return transport;
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

function keepAlive(transport: types.Transport, way: { request: RequestHub; onDead: () => void }): void {
  let restarts = 0;
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') restarts = 0;
    if (state !== 'disconnected' && state !== 'failed') return;
    restarts += 1;
    if (restarts > 3) return way.onDead();
    restartIce(transport, way.request).catch((error: unknown) => {
      console.warn('transport.restart-ice', error);
      if (!transport.closed) way.onDead();
    });
  });
}

async function restartIce(transport: types.Transport, request: RequestHub): Promise<void> {
  const { iceParameters } = await request('transport.restart-ice', { transportId: transport.id });
  if (transport.closed) return;
  await transport.restartIce({ iceParameters: iceParameters as types.IceParameters });
}
