import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import en from '../../client/words/en.json' with { type: 'json' };
import { canonical } from '../../verify/core/canonical.ts';
import { bytesOf, fieldsOf, isTrue, listOf, textOf, wholeOf } from '../../verify/core/fields.ts';
import { problemCodes } from '../../verify/core/problem.ts';
import { Sha256, sha256 } from '../../verify/core/sha256.ts';
import { sayings } from '../../verify/sayings.ts';

describe('what the verifier wrote for itself', () => {
  it('is RFC 8785, as the hub’s own library has it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => canonical(value) === canonicalize(value)),
    );
  });

  it('has no canonical form for what is no text or number of JSON, nor for what is nested too deeply', () => {
    expect(() => canonical({ text: '\ud800' })).toThrow();
    expect(() => canonical({ number: JSON.parse('1e999') })).toThrow();
    expect(() => canonical({ nothing: undefined })).toThrow();
    expect(() => canonical(JSON.parse(`${'['.repeat(99)}${']'.repeat(99)}`))).toThrow();
  });

  it('is SHA-256, in pieces of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
        const digest = new Sha256();
        for (const piece of pieces) digest.add(piece);
        return digest.end() === createHash('sha256').update(Buffer.concat(pieces)).digest('hex');
      }),
    );
    expect(sha256('Пікірсайыс')).toBe(createHash('sha256').update('Пікірсайыс').digest('hex'));
  });

  it('is base64 of which no two texts give the same bytes', () => {
    const read = (text: string) => bytesOf({ text }, 'text');
    expect([...read('AQ==')]).toEqual([1]);
    for (const text of ['AR==', 'AQ=', 'AQ', 'A Q=', 'AQ==\n', '']) expect(() => read(text)).toThrow();
  });

  it('takes no field that is of another form than the format says', () => {
    for (const value of [null, [], 'text', 1]) expect(() => fieldsOf(value)).toThrow();
    expect(() => fieldsOf({ a: 1, b: 2 }, ['a'])).toThrow();
    expect(() => fieldsOf({ a: 1 }, ['a', 'b'])).toThrow();
    const wrong = { text: 1, whole: 1.5, flag: 0, list: {}, bytes: 'AQ==' };
    expect(() => textOf(wrong, 'text')).toThrow();
    expect(() => wholeOf(wrong, 'whole')).toThrow();
    expect(() => isTrue(wrong, 'flag')).toThrow();
    expect(() => listOf(wrong, 'list')).toThrow();
    expect(() => bytesOf(wrong, 'bytes', 2)).toThrow();
  });

  it('has words for everything that can be wrong, on the command line and on the page', () => {
    expect(Object.keys(sayings).sort()).toEqual([...problemCodes].sort());
    expect(Object.keys(en.verify.problem).sort()).toEqual([...problemCodes].sort());
  });
});
