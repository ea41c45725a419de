import type { Socket } from 'socket.io-client';
import type { TransportOffer } from '../../server/protocol/media.ts';
import { ask, openSocket } from '../hub/socket.ts';
import { type Protocol, probeAnswer } from './probeAnswer.ts';

/** Whether the media server can be reached over one protocol, and how long there and back takes. */
export type Reach = { isReachable: boolean; roundTripMs: number | null };
/** `ports`: those a network must let through. */
export type NetworkReach = Record<Protocol, Reach> & { ports: readonly number[] };

const reachWithinMs = 5_000;
const unreachable: Reach = { isReachable: false, roundTripMs: null };

/**
 * Looks for a way to the media server over UDP and over TCP, without sending anything. It comes in as a viewer, so
 * that nobody is taken for present by trying it; refused with `debate-not-open` until the debate's room is open.
 */
export async function probeNetwork(debateId: string): Promise<NetworkReach> {
  const socket = await openSocket({ debateId, as: 'viewer' });
  try {
    await ask(socket, { name: 'debate.enter', input: {} });
    const [first, second] = await Promise.all([openTransport(socket), openTransport(socket)]);
    const [udp, tcp] = await Promise.all([reach(first, 'udp'), reach(second, 'tcp')]);
    return { udp, tcp, ports: [...new Set(first.iceCandidates.map(({ port }) => port))] };
  } finally {
    socket.disconnect();
  }
}

function openTransport(socket: Socket): Promise<TransportOffer> {
  return ask(socket, { name: 'transport.open', input: { direction: 'receive' } });
}

async function reach(offer: TransportOffer, protocol: Protocol): Promise<Reach> {
  const connection = new RTCPeerConnection();
  try {
    connection.createDataChannel('probe');
    await connection.setLocalDescription();
    await connection.setRemoteDescription({ type: 'answer', sdp: probeAnswer(offer, protocol) });
    if (!(await connected(connection))) return unreachable;
    return { isReachable: true, roundTripMs: await roundTripOf(connection) };
  } finally {
    connection.close();
  }
}

/** The way is found with ICE; what would be said over it is of no matter here. */
function connected(connection: RTCPeerConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), reachWithinMs);
    const look = () => {
      const isFound = ['connected', 'completed'].includes(connection.iceConnectionState);
      if (!isFound && connection.iceConnectionState !== 'failed') return;
      clearTimeout(timer);
      resolve(isFound);
    };
    connection.addEventListener('iceconnectionstatechange', look);
    look();
  });
}

type PairReport = { type: string; state?: string; currentRoundTripTime?: number };

async function roundTripOf(connection: RTCPeerConnection): Promise<number | null> {
  const reports = [...(await connection.getStats()).values()] as PairReport[];
  const pair = reports.find(({ type, state }) => type === 'candidate-pair' && state === 'succeeded');
  return pair?.currentRoundTripTime === undefined ? null : Math.round(pair.currentRoundTripTime * 1_000);
}
