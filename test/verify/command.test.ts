import { spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../verify/core/verify.ts';
import { spkiPrefix } from '../../verify/node-tools.ts';
import { fileOf, linesOf, partsOf, receiptOf } from './bundle-maker.ts';
import { heldDebate } from './held-debate.ts';
import { Signer } from './signer.ts';

const signers = [new Signer(), new Signer()] as const;
const [first] = signers;
const log = heldDebate();
const lines = linesOf(partsOf(log, signers, 4));
const firstEntry = 1 + signers.length;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function command(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['verify/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said: Buffer.concat(said).toString() };
}

describe('npm run verify', () => {
  it('says that a bundle is sound, for whoever trusts its first key, and what its entries give', async () => {
    const { code, said } = await command(await written('sound', fileOf(lines)));
    expect(code).toBe(0);
    expect(said).toContain('SOUND, if that is the campaign’s first key');
    expect(said).toContain(first.publicKey);
    expect(said).toContain('attended  Candidate 1: there 60:00 of 60:00 (100.0 %)');
    expect(said).toContain('absent    Candidate 3: there 0:00 of 60:00');
  });

  it('names the first bad entry, by its number and its line', async () => {
    const changed = lines.with(
      firstEntry + 4,
      (lines[firstEntry + 4] as string).replace('moderator', 'moderatos'),
    );
    const { code, said } = await command(await written('changed', fileOf(changed)));
    expect(code).toBe(1);
    expect(said).toContain(`first bad: entry 5, line ${firstEntry + 5}`);
    expect(said).toContain('This entry is not what it was when it was written.');
    expect(said).not.toContain('Candidate 1');
  });

  it('says that it cannot read what is not there, and how it is used', async () => {
    expect(await command(join(folder, 'nowhere'))).toMatchObject({ code: 2 });
    const { code, said } = await command();
    expect(code).toBe(2);
    expect(said).toContain('npm run verify -- BUNDLE');
  });

  it.each([
    ['base64', first.publicKey],
    ['hexadecimal', Buffer.from(first.publicKey, 'base64').toString('hex')],
    ['PEM', pemOf(first)],
  ])('takes the first key in %s, and refuses another one', async (_, text) => {
    const bundle = await written('sound', fileOf(lines));
    const { code, said } = await command(bundle, '--key', await written('key', `${text}\n`));
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringMatching(/\nSOUND\n$/) });
    const other = await command(bundle, '--key', await written('other', new Signer().publicKey));
    expect(other.code).toBe(1);
    expect(other.said).toContain('key-not-the-given-one');
  });

  it('holds receipts against the bundle, and finds the older one that a whole signature hides', async () => {
    const joined = log.find(({ kind }) => kind === 'member.joined') as (typeof log)[number];
    const left = log.findLast(({ kind }) => kind === 'member.left') as (typeof log)[number];
    const receipts = await written(
      'receipts',
      `${receiptOf(signers[1], joined, 'joined')}\n${receiptOf(signers[1], left, 'left')}\n`,
    );
    const bundle = await written('sound', fileOf(lines));
    const sound = await command(bundle, '--receipts', receipts, '--json');
    expect(sound.code).toBe(0);
    expect((JSON.parse(sound.said) as Result).receipts).toBe(2);
    const older = fileOf(linesOf(partsOf(log.slice(0, left.sequence - 1), signers, 4)));
    expect((await command(await written('older', older))).code).toBe(0);
    const { code, said } = await command(await written('older', older), '--receipts', receipts);
    expect(code).toBe(1);
    expect(said).toContain('receipt-missing-entry');
    expect(said).toContain(`first bad: entry ${left.sequence}`);
  });

  it('finds a receipt that somebody wrote themselves', async () => {
    const joined = log.find(({ kind }) => kind === 'member.joined') as (typeof log)[number];
    const forged = receiptOf(signers[1], joined, 'joined').replace(signers[1].keyId, first.keyId);
    const bundle = await written('sound', fileOf(lines));
    const { code, said } = await command(bundle, '--receipts', await written('forged', forged));
    expect(code).toBe(1);
    expect(said).toContain('receipt-signature');
  });
});

function pemOf({ publicKey }: Signer): string {
  const key = Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'base64')]);
  return createPublicKey({ key, format: 'der', type: 'spki' }).export({
    format: 'pem',
    type: 'spki',
  }) as string;
}
