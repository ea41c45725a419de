import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../server/platform/signing.ts';
import { ReceiptBody, type SignedReceipt } from '../../server/protocol/records.ts';
import { receiptText } from '../../server/rules/records.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';
import { until } from '../support/supervised.ts';
import { verifyFile } from '../support/verified.ts';
import { openWorkersOf } from '../support/workers-of.ts';

const bodyOf = ({ receipt }: { receipt: SignedReceipt }): ReceiptBody =>
  ReceiptBody.parse(JSON.parse(receipt.body));

describe('receipts and the bundle, over real sockets', () => {
  let hub: TestHub;
  let folder: string;
  const opened = new AsyncDisposableStack();
  const kept: SignedReceipt[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-bundle-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    hub = opened.use(await openTestHub());
    opened.use(await openWorkersOf(hub));
  });
  afterAll(() => opened.disposeAsync());

  const slot = (index: number): string => hub.candidates[index]?.slotId as string;
  const joined = async (index: number) =>
    Line.join(hub, 'candidate', await hub.signIn(hub.candidates[index]?.accountId as string));
  const ofKind = (line: Line, kind: string) => line.hear('receipt', (notice) => bodyOf(notice).kind === kind);

  /** The receipt is the hub's word for exactly this entry of the evidence. */
  async function expectTrue(
    { receipt }: { receipt: SignedReceipt },
    index: number,
    kinds: string[],
  ): Promise<void> {
    kept.push(receipt);
    const [key] = await hub.stores.records.keys();
    expect(receipt.keyId).toBe(key?.keyId);
    expect(isSignedBy(key?.publicKey ?? '', receiptText(receipt.body), receipt.signature)).toBe(true);
    const body = bodyOf({ receipt });
    expect(body).toMatchObject({ debateId: hub.debateId, slotId: slot(index) });
    const entries = await hub.stores.evidence.read(hub.debateId);
    const entry = entries[body.sequence - 1];
    expect(entry).toMatchObject({ hash: body.hash, atMs: body.atMs });
    expect(kinds).toContain(entry?.kind);
  }

  it('REC-6 a candidate gets a receipt at coming, at each turn and at the end; nobody else gets any', async () => {
    const first = await joined(0);
    const second = await joined(1);
    const moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
    const viewer = await Line.join(hub, 'viewer');
    await expectTrue(await ofKind(first, 'joined'), 0, ['member.joined']);
    await expectTrue(await ofKind(second, 'joined'), 1, ['member.joined']);
    await moderator.ask('debate.start', {});
    for (const index of [0, 1]) await moderator.ask('floor.give', { slotId: slot(index) });
    await expectTrue(await ofKind(first, 'turn'), 0, ['turn.started']);
    await expectTrue(await ofKind(second, 'turn'), 1, ['turn.started']);

    second.leave();
    await until('their leaving is recorded', async () =>
      (await hub.stores.evidence.read(hub.debateId)).some(({ kind }) => kind === 'member.left'),
    );
    const back = await joined(1);
    await expectTrue(await ofKind(back, 'left'), 1, ['member.left']);

    const early = await fetch(`${hub.url}/api/debates/${hub.debateId}/bundle`);
    expect(await early.json()).toMatchObject({ ok: false, code: 'debate-not-over' });
    await moderator.ask('debate.end', {});
    await expectTrue(await ofKind(first, 'left'), 0, ['debate.ended']);
    const ofOthers = [moderator, viewer].map((line) => line.newest('receipt'));
    expect(ofOthers).toEqual([undefined, undefined]);
    for (const line of [first, back, moderator, viewer]) line.leave();
  });

  it('REC-7 the bundle is complete within a minute, and an outsider finds it sound and the receipts in it', async () => {
    const text = await until(
      'a bundle with its verdicts',
      async () => {
        const response = await fetch(`${hub.url}/api/debates/${hub.debateId}/bundle`);
        expect(response.headers.get('content-type')).toBe('application/x-ndjson');
        const said = await response.text();
        return said.includes('{"verdict":') && said;
      },
      60_000,
    );
    const bundle = join(folder, 'bundle.jsonl');
    const receipts = join(folder, 'receipts.jsonl');
    await writeFile(bundle, text);
    await writeFile(receipts, kept.map((receipt) => `${JSON.stringify({ receipt })}\n`).join(''));
    expect(await verifyFile(bundle, ['--receipts', receipts])).toEqual({ code: 0, said: expect.any(String) });
  });

  it("REC-7 nothing in the bundle is anybody's address, session or sign-in", async () => {
    const text = await (await fetch(`${hub.url}/api/debates/${hub.debateId}/bundle`)).text();
    const names = new Set<string>();
    for (const line of text.trim().split('\n')) collectNames(JSON.parse(line), names);
    expect(
      [...names].filter((name) => /mail|phone|address|ip$|token|session(Id)?$|secret|private/i.test(name)),
    ).toEqual(['session']);
    expect(text).not.toMatch(/@[a-z0-9-]+\.[a-z]|127\.0\.0\.1|::1|PRIVATE KEY/i);
  });
});

/** `session` is the name of a witness: whether a line was open. */
function collectNames(value: unknown, names: Set<string>): void {
  if (typeof value === 'string' && value.startsWith('{')) collectNames(JSON.parse(value), names);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    collectNames(part, names);
  }
}
