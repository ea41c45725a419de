import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../server/platform/hash.ts';
import { NoTimestamp, timestampFor } from '../../server/platform/timestamps.ts';
import { type Authority, openTimeStampAuthority } from '../support/time-stamp-authority.ts';

describe('REC-10 a time stamp of an authority outside', () => {
  let authority: Authority;
  const opened = new AsyncDisposableStack();
  let answer: () => { status?: number; body: Buffer };
  let liar: string;

  beforeAll(async () => {
    authority = opened.use(await openTimeStampAuthority());
    const server = createServer((_, response) => {
      const { status = 200, body } = answer();
      response.writeHead(status).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    liar = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    opened.defer(() => void server.close());
  });
  afterAll(() => opened.disposeAsync());

  it('is about the hash that was asked, as OpenSSL sees it too', async () => {
    const hash = sha256('a checkpoint');
    const response = await timestampFor(hash, authority.url);
    expect(await authority.isItsWord(response, hash)).toBe(true);
    expect(await authority.isItsWord(response, sha256('another one'))).toBe(false);
  });

  it('is not taken where it answers another request, or is about another hash', async () => {
    const hash = sha256('ours');
    const earlier = await timestampFor(hash, authority.url);
    answer = () => ({ body: earlier });
    await expect(timestampFor(hash, liar)).rejects.toThrow(/another request/);
    await expect(timestampFor(sha256('theirs'), liar)).rejects.toThrow(/something else/);
  });

  it.each([
    ['an error', () => ({ status: 503, body: Buffer.from('busy') })],
    ['nothing', () => ({ body: Buffer.alloc(0) })],
    ['noise', () => ({ body: randomBytes(500) })],
    ['a page', () => ({ body: Buffer.from('<html>') })],
    ['a refusal', () => ({ body: Buffer.from('30053003020102', 'hex') })],
    ['far too much', () => ({ body: Buffer.alloc(200_000, 0x30) })],
  ])('is none where the authority answers with %s', async (_, with_) => {
    answer = with_;
    await expect(timestampFor(sha256('ours'), liar)).rejects.toBeInstanceOf(NoTimestamp);
  });

  it('is none where its answer is cut off anywhere', async () => {
    const hash = sha256('ours');
    const whole = await timestampFor(hash, authority.url);
    for (const length of [1, 5, 40, 100, 200, whole.length >> 1]) {
      answer = () => ({ body: whole.subarray(0, length) });
      await expect(timestampFor(hash, liar)).rejects.toBeInstanceOf(NoTimestamp);
    }
  });
});
