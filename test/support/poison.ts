import type { RtpCapabilities, RtpParameters } from '../../server/protocol/media.ts';

/** What a browser's request becomes when somebody means harm: values that no browser sends, wherever one can stand. */
const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 32,
  1e308,
  '',
  '\ud800',
  '\u202e\u0000',
  'x'.repeat(100_000),
  [],
  {},
  Array.from({ length: 10_000 }, () => ({ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 })),
  JSON.parse('{"__proto__":{"role":"auto"}}'),
  nested(500),
];

function nested(depth: number): unknown {
  return depth === 0 ? 0 : { parameters: nested(depth - 1) };
}

type Place = { holder: Record<string, unknown>; key: string };

/** Every place in a value where something else could stand. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

export type Spoiling = { at: number; how: 'replace' | 'remove' | 'add' | 'double' | 'swap'; value: number };

/** The same value with some of its places spoiled. */
export function spoiled<T>(value: T, spoilings: readonly Spoiling[]): T {
  const copy = structuredClone(value);
  for (const spoiling of spoilings) spoil(copy, spoiling);
  return copy;
}

function spoil(value: unknown, { at, how, value: chosen }: Spoiling): void {
  const places = placesIn(value);
  const { holder, key } = places[at % places.length] ?? { holder: {}, key: '' };
  const other = places[chosen % places.length] ?? { holder, key };
  if (how === 'replace') holder[key] = structuredClone(hostile[chosen % hostile.length]);
  else if (how === 'remove') delete holder[key];
  else if (how === 'add') holder[`unknown${chosen}`] = 1;
  else if (how === 'swap') holder[key] = structuredClone(other.holder[other.key]);
  else if (Array.isArray(holder[key])) holder[key] = [...holder[key], ...holder[key]];
}

const dtls = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] };
const many = (thing: unknown) => Array.from({ length: 10_000 }, () => thing);

/** Requests that must not reach the media server: what each sends in place of a browser's parameters. */
export function poisons(voice: RtpParameters, capabilities: RtpCapabilities) {
  const [codec, encoding, extension] = [voice.codecs[0], voice.encodings[0], voice.headerExtensions?.[0]];
  const dtlsParameters: Record<string, unknown> = {
    'no fingerprint (mediasoup #537)': { ...dtls, fingerprints: [] },
    '10,000 fingerprints': { ...dtls, fingerprints: many(dtls.fingerprints[0]) },
    'an unknown algorithm': { ...dtls, fingerprints: [{ algorithm: 'md5', value: 'AB:CD' }] },
    'a fingerprint of words': { ...dtls, fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD; drop' }] },
    'fingerprints that are none': { ...dtls, fingerprints: { length: 1 } },
    'an unknown role': { ...dtls, role: 'god' },
    'one key too many': { ...dtls, isTrusted: true },
    nothing: null,
  };
  const rtpParameters: Record<string, unknown> = {
    'no codec': { ...voice, codecs: [] },
    '10,000 codecs': { ...voice, codecs: many(codec) },
    '10,000 encodings': { ...voice, encodings: many(encoding) },
    '10,000 header extensions': { ...voice, headerExtensions: many(extension) },
    'a payload type in words': { ...voice, codecs: [{ ...codec, payloadType: '111' }] },
    'a payload type of 1e308': { ...voice, codecs: [{ ...codec, payloadType: 1e308 }] },
    'parameters in parameters': { ...voice, codecs: [{ ...codec, parameters: nested(5) }] },
    'a clock rate of zero': { ...voice, codecs: [{ ...codec, clockRate: 0 }] },
    'an SSRC below zero': { ...voice, encodings: [{ ssrc: -1 }] },
    'an SSRC beyond 32 bits': { ...voice, encodings: [{ ssrc: 2 ** 32 }] },
    'a name of a megabyte': { ...voice, rtcp: { cname: 'x'.repeat(1_000_000) } },
    'a list': [voice],
    'a word': 'opus',
  };
  const rtpCapabilities: Record<string, unknown> = {
    '10,000 codecs': { codecs: many(capabilities.codecs?.[0]) },
    '10,000 header extensions': { headerExtensions: many(capabilities.headerExtensions?.[0]) },
    'codecs that are none': { codecs: 'opus' },
    'a codec of no kind': { codecs: [{ ...capabilities.codecs?.[0], kind: 'smell' }] },
  };
  return { dtlsParameters, rtpParameters, rtpCapabilities };
}
