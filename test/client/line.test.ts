import { describe, expect, it } from 'vitest';
import { pauseBeforeMs } from '../../client/hub/backoff.ts';
import {
  adviceFor,
  courseAfter,
  isPoor,
  type LineCourse,
  measuresOf,
  unknownLine,
} from '../../client/media/poorLine.ts';
import { probeAnswer } from '../../client/media/probeAnswer.ts';
import { heardAfter, isSilent, type LastHeard, type Traffic } from '../../client/media/silence.ts';
import type { TransportOffer } from '../../server/protocol/media.ts';

describe('what is advised on a poor line', () => {
  it('nothing for a moment, then to leave the picture, then it is left', () => {
    expect(adviceAfter([...poorFor(4)])).toBe('keep');
    expect(adviceAfter([...poorFor(8)])).toBe('suggest');
    expect(adviceAfter([...poorFor(22)])).toBe('leave');
  });

  it('nothing any more once it was good for ten seconds', () => {
    expect(adviceAfter([...poorFor(8), ...goodFor(4)])).toBe('suggest');
    expect(adviceAfter([...poorFor(8), ...goodFor(12)])).toBe('keep');
  });

  it('a short good moment does not begin the count anew, and never leaves the picture itself', () => {
    expect(adviceAfter([...poorFor(18), ...goodFor(4)])).toBe('suggest');
    expect(adviceAfter([...poorFor(18), ...goodFor(4), ...poorFor(2)])).toBe('leave');
  });

  it('by loss, by distance, and by how much room there is', () => {
    const fine = { lossFraction: 0.01, roundTripMs: 80, roomBitsPerSecond: 900_000 };
    expect(isPoor(fine)).toBe(false);
    expect(isPoor({ ...fine, roomBitsPerSecond: null })).toBe(false);
    expect(isPoor({ ...fine, lossFraction: 0.12 })).toBe(true);
    expect(isPoor({ ...fine, roundTripMs: 900 })).toBe(true);
    expect(isPoor({ ...fine, roomBitsPerSecond: 90_000 })).toBe(true);
  });

  it('from the worst of all that is sent', () => {
    const reports = [
      { type: 'remote-inbound-rtp', fractionLost: 0.02, roundTripTime: 0.2 },
      { type: 'remote-inbound-rtp', fractionLost: 0.15, roundTripTime: 0.1 },
      { type: 'candidate-pair', nominated: false, availableOutgoingBitrate: 1 },
      { type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 400_000 },
    ];
    expect(measuresOf(reports)).toEqual({
      lossFraction: 0.15,
      roundTripMs: 200,
      roomBitsPerSecond: 400_000,
    });
  });
});

describe('when nothing comes back on a sending line', () => {
  it('it is silent after a second and a half of sending, and no more once something is heard', () => {
    const looks = [
      { sent: 100, received: 20 },
      ...[150, 200, 250, 300].map((sent) => ({ sent, received: 20 })),
    ];
    expect(silentAfter(looks)).toEqual([false, false, false, true, true]);
    expect(silentAfter([...looks, { sent: 310, received: 21 }]).at(-1)).toBe(false);
  });

  it('it is not, while next to nothing is sent: no answer is due', () => {
    const looks = [0, 1, 2, 3, 4, 5].map((sent) => ({ sent: 100 + sent, received: 20 }));
    expect(silentAfter(looks)).not.toContain(true);
  });
});

it('a whole audience does not come back at one instant, and nobody on the stage waits longer than 1.5 s', () => {
  const randoms = Array.from({ length: 100 }, (_, index) => index / 100);
  const pauses = randoms.map((random) => pauseBeforeMs(6, 'audience', random));
  expect(new Set(pauses).size).toBeGreaterThan(90);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
  expect(Math.max(...randoms.map((random) => pauseBeforeMs(6, 'stage', random)))).toBeLessThanOrEqual(1_500);
  expect(pauseBeforeMs(1, 'audience', 1)).toBeLessThanOrEqual(500);
});

describe('the answer a browser looks for the media server with', () => {
  const candidate = { foundation: 'one', priority: 1076302079, ip: '192.0.2.7', address: '192.0.2.7' };
  const offer: TransportOffer = {
    transportId: crypto.randomUUID(),
    iceParameters: { usernameFragment: 'fragment', password: 'password', iceLite: true },
    iceCandidates: [
      { ...candidate, protocol: 'udp', port: 44000, type: 'host' },
      { ...candidate, protocol: 'tcp', port: 44001, type: 'host', tcpType: 'passive' },
    ],
    dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] },
  };

  it('has the addresses of one protocol only, and everything ICE needs', () => {
    const udp = probeAnswer(offer, 'udp').split('\r\n');
    expect(udp.filter((line) => line.startsWith('a=candidate'))).toEqual([
      'a=candidate:one 1 udp 1076302079 192.0.2.7 44000 typ host',
    ]);
    for (const line of ['a=ice-lite', 'a=ice-ufrag:fragment', 'a=ice-pwd:password', 'a=mid:0'])
      expect(udp).toContain(line);
    expect(udp).toContain('a=fingerprint:sha-256 AB:CD');
    expect(probeAnswer(offer, 'tcp')).toContain('44001 typ host tcptype passive');
    expect(probeAnswer(offer, 'tcp')).not.toContain('44000');
  });

  it('lets nothing of the hub break out of its line', () => {
    const odd = {
      ...offer,
      dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: 'AB\r\na=x' }] },
    };
    expect(() => probeAnswer(odd, 'udp')).toThrow();
  });
});

/** Whether it was silent at each look, two of them a second. */
function silentAfter(looks: readonly Traffic[]): boolean[] {
  let last: LastHeard | null = null;
  return looks.map((traffic, index) => {
    last = heardAfter(last, traffic, index * 500);
    return isSilent(last, traffic, index * 500);
  });
}

type Look = { isPoorNow: boolean };

const poorFor = (seconds: number): Look[] => Array.from({ length: seconds / 2 }, () => ({ isPoorNow: true }));
const goodFor = (seconds: number): Look[] =>
  Array.from({ length: seconds / 2 }, () => ({ isPoorNow: false }));

/** One look every two seconds. */
function adviceAfter(looks: readonly Look[]) {
  const last = looks.length * 2_000;
  const course = looks.reduce<LineCourse>(
    (so, { isPoorNow }, index) => courseAfter(so, { isPoorNow, nowMs: (index + 1) * 2_000 }),
    unknownLine,
  );
  return adviceFor(course, last);
}
