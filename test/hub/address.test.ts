import { describe, expect, it } from 'vitest';
import { addressPrefix, clientAddress } from '../../server/gateway/address.ts';

const from = (forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '198.51.100.1' },
  }) as Parameters<typeof clientAddress>[0];

describe('whose address a request has', () => {
  it.each([
    { proxies: 0, forwarded: undefined, is: '198.51.100.1' },
    { proxies: 0, forwarded: '203.0.113.9', is: '198.51.100.1' },
    { proxies: 1, forwarded: '203.0.113.9', is: '203.0.113.9' },
    { proxies: 1, forwarded: '192.0.2.66, 203.0.113.9', is: '203.0.113.9' },
    { proxies: 2, forwarded: '192.0.2.66,203.0.113.9 , 10.0.0.1', is: '203.0.113.9' },
    { proxies: 2, forwarded: '203.0.113.9', is: '203.0.113.9' },
    { proxies: 1, forwarded: undefined, is: '198.51.100.1' },
    { proxies: 1, forwarded: ' , ', is: '198.51.100.1' },
  ])('EDGE-6 behind $proxies proxies that say "$forwarded" it is $is', ({ proxies, forwarded, is }) => {
    expect(clientAddress(from(forwarded), proxies)).toBe(is);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::7', '2001:db8:1:2'],
    ['2001:db8::7', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('EDGE-6 the customer behind %s is %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });
});
