import type { MediaPeer } from '../../../server/media/peer.ts';
import type { Input } from '../../../server/protocol/requests.ts';
import type { Line } from '../line.ts';
import type { Ask } from './endpoint.ts';

/** A line's requests as an endpoint makes them: the hub's no is an error whose message begins with its code. */
export function askOn(line: Line): Ask {
  return async (name, input) => {
    const reply = await line.ask(name, input);
    if (!reply.ok) throw new Error(`${reply.code}: ${reply.detail}`, { cause: reply });
    return reply.data;
  };
}

/** The media room's own answers, without a socket between: for what concerns media alone. */
export function askPeer(peer: MediaPeer): Ask {
  const answers = {
    'transport.open': ({ direction }: Input<'transport.open'>) => peer.openTransport(direction),
    'transport.connect': ({ transportId, dtlsParameters }: Input<'transport.connect'>) =>
      peer.connectTransport(transportId, dtlsParameters),
    'transport.restart-ice': async ({ transportId }: Input<'transport.restart-ice'>) => ({
      iceParameters: await peer.restartIce(transportId),
    }),
    'producer.open': async (wish: Input<'producer.open'>) => ({ producerId: await peer.openProducer(wish) }),
    'producer.close': async ({ producerId }: Input<'producer.close'>) => peer.closeProducer(producerId),
    'consumer.open': (wish: Input<'consumer.open'>) => peer.openConsumer(wish),
    'consumer.resume': ({ consumerId }: Input<'consumer.resume'>) => peer.resumeConsumer(consumerId),
  };
  return ((name: keyof typeof answers, input: never) => answers[name](input)) as unknown as Ask;
}
