import type { IncomingMessage } from 'node:http';

/**
 * The address a request comes from: behind N trusted proxies, the one that the outermost of them saw. What stands
 * further left in the header is the client's own word and is not believed.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const seen = [...forwarded, socket.remoteAddress ?? ''];
  return seen.at(-1 - trustedProxies) ?? (seen[0] as string);
}

/**
 * The part of an address that one customer of a network usually owns: the whole of an IPv4 address, the first 64
 * bits of an IPv6 one. An IPv4 address written as IPv6 is the same person (threat T22).
 */
export function addressPrefix(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
