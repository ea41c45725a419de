import type { MediaPeer } from '../../media/peer.ts';
import type { RequestName } from '../../protocol/requests.ts';
import type { Handlers } from '../dispatch.ts';
import { type Caller, inside } from './caller.ts';

type MediaRequest = Extract<RequestName, `${'transport' | 'producer' | 'consumer'}.${string}`>;

const peerOf = (caller: Caller): MediaPeer => inside(caller).member.peer;

export const mediaRequests: Pick<Handlers<Caller>, MediaRequest> = {
  'transport.open': (caller, { direction }) => peerOf(caller).openTransport(direction),
  'transport.connect': async (caller, { transportId, dtlsParameters }) => {
    await peerOf(caller).connectTransport(transportId, dtlsParameters);
    return {};
  },
  'transport.restart-ice': async (caller, { transportId }) => ({
    iceParameters: await peerOf(caller).restartIce(transportId),
  }),
  'producer.open': async (caller, input) => ({ producerId: await peerOf(caller).openProducer(input) }),
  'producer.close': async (caller, { producerId }) => {
    peerOf(caller).closeProducer(producerId);
    return {};
  },
  'consumer.open': (caller, input) => peerOf(caller).openConsumer(input),
  'consumer.resume': async (caller, { consumerId }) => {
    await peerOf(caller).resumeConsumer(consumerId);
    return {};
  },
  'consumer.pause': async (caller, { consumerId }) => {
    await peerOf(caller).pauseConsumer(consumerId);
    return {};
  },
  'consumer.layer': async (caller, { consumerId, spatialLayer }) => {
    await peerOf(caller).setLayer(consumerId, spatialLayer);
    return {};
  },
};
