import { DtlsParameters, type TransportOffer } from '../../server/protocol/media.ts';

export type Protocol = 'udp' | 'tcp';

/**
 * What the hub would answer a browser's offer of a data channel, with its addresses of one protocol only: enough for
 * the browser to look for a way to it, and nothing that would be sent on it.
 */
export function probeAnswer(offer: TransportOffer, protocol: Protocol): string {
  const { usernameFragment, password } = offer.iceParameters;
  const { fingerprints } = DtlsParameters.pick({ fingerprints: true }).parse({
    fingerprints: offer.dtlsParameters.fingerprints,
  });
  const candidates = offer.iceCandidates.filter((candidate) => candidate.protocol === protocol);
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${usernameFragment}`,
    `a=ice-pwd:${password}`,
    ...fingerprints.map(({ algorithm, value }) => `a=fingerprint:${algorithm} ${value}`),
    'a=setup:passive',
    'a=sctp-port:5000',
    ...candidates.map(candidateLine),
    'a=end-of-candidates',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function candidateLine(candidate: TransportOffer['iceCandidates'][number]): string {
  const { foundation, protocol, priority, address, port, type, tcpType } = candidate;
  const kind = tcpType === undefined ? '' : ` tcptype ${tcpType}`;
  return `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${kind}`;
}
