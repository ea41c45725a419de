import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import {
  type EvidenceBody,
  type EvidenceFact,
  type Witness,
  witnesses,
} from '../../../server/protocol/evidence.ts';
import { canonicalBody, genesisHash } from '../../../server/rules/chain.ts';
import { Account } from '../../../verify/core/account.ts';
import { judge } from '../../../verify/core/judge.ts';
import { piecesOf } from '../../../verify/core/lines.ts';
import { type Result, verify } from '../../../verify/core/verify.ts';
import { nodeTools } from '../../../verify/node-tools.ts';
import { idOf, lineupOf, opened, tenMs } from '../../rules/debate-log.ts';
import { linesIn } from '../../verify/bundle-maker.ts';
import { Signer, sha256 } from '../../verify/signer.ts';
import { atMost, type Figure } from '../figure.ts';

const entryCount = 1_000_000;
const speakers = 12;
const everyMs = 100;
/** The hub signs every minute. */
const entriesPerCheckpoint = 600;

/** One million entries, as a debate writes them down, through the verifier as its command reads them. */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-verify-'));
  try {
    const file = join(folder, 'bundle.ndjson');
    const bytes = await write(file);
    const { cpuSeconds, seconds, result } = await verified(file);
    if (!result.isSound || result.entries !== entryCount) throw new Error(JSON.stringify(result.problem));
    const what = `verify/ reads and judges 1,000,000 entries and ${result.checkpoints} signatures, processor time`;
    const limitedBy = `canonical form and SHA-256 of ${Math.round(bytes / 1e6)} MB; ${seconds.toFixed(1)} s on the wall, with whatever else ran`;
    return [atMost(30, { what, value: cpuSeconds, unit: 's', limitedBy })];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function verified(file: string): Promise<{ cpuSeconds: number; seconds: number; result: Result }> {
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  const result = await verify(piecesOf(stream), { firstKey: null, receipts: [] }, nodeTools);
  const { user, system } = process.cpuUsage(before);
  return { cpuSeconds: (user + system) / 1e6, seconds: (performance.now() - startedAtMs) / 1_000, result };
}

/** Written as it is made: so many entries would fill the memory. */
async function write(file: string): Promise<number> {
  const out = createWriteStream(file);
  const account = new Account();
  const debateId = idOf(999);
  const lines = linesIn({
    debateId,
    campaignId: idOf(997),
    signers: [new Signer()],
    entries: noted(chain(debateId), account),
    isHead: (count) => count % entriesPerCheckpoint === 0 || count === entryCount,
    verdicts: () => verdictsIn(account),
  });
  for (const line of lines) if (!out.write(`${line}\n`)) await once(out, 'drain');
  out.end();
  await finished(out);
  return out.bytesWritten;
}

type Linked = { body: EvidenceBody; text: string; hash: string };

function* chain(debateId: string): Generator<Linked> {
  let previousHash = genesisHash;
  for (let sequence = 1; sequence <= entryCount; sequence += 1) {
    const atMs = tenMs + sequence * everyMs;
    const place = {
      debateId,
      sequence,
      previousHash,
      atMs,
      monotonicMs: sequence * everyMs,
      bootId: idOf(998),
    };
    const body: EvidenceBody = {
      ...factAt(sequence, atMs),
      ...place,
      actor: { kind: 'system' },
      commandId: null,
    };
    const text = canonicalBody(body);
    const hash = sha256(`debate-hub/evidence/1\n${text}`);
    previousHash = hash;
    yield { body, text, hash };
  }
}

let lastHash = genesisHash;

function* noted(entries: Iterable<Linked>, account: Account): Generator<Linked> {
  for (const entry of entries) {
    account.take(entry.body);
    lastHash = entry.hash;
    yield entry;
  }
}

/** Its own ones: here it is only asked how long it takes. */
function verdictsIn(account: Account): object[] {
  const said = { status: 'proposed', origin: 'evidence', ruleVersion: 1 };
  const on = { evidenceSequence: entryCount, evidenceHash: lastHash };
  return [...judge(account, entryCount)].map(([slotId, verdict]) => ({ slotId, ...verdict, ...said, ...on }));
}

const slots = lineupOf(speakers).map(({ id }) => id);

/** Out of ten entries six are of a witness, two of hands, one of a turn; one has all readings. */
function factAt(sequence: number, atMs: number): EvidenceFact {
  if (sequence === 1) return opened(speakers);
  if (sequence === 2) return { kind: 'debate.started', payload: {} };
  if (sequence === 3)
    return { kind: 'phase.started', payload: { phase: 1, endsAtMs: atMs + 10 * entryCount * everyMs } };
  if (sequence === entryCount) return { kind: 'debate.ended', payload: { cause: 'moderator' } };
  const slotId = slots[Math.floor(sequence / 10) % speakers] as string;
  const device = idOf(51);
  switch (sequence % 10) {
    case 0:
      return {
        kind: 'witness.snapshot',
        payload: {
          readings: slots.map((id) => ({
            slotId: id,
            device,
            session: true,
            transport: true,
            media: sequence % 7 > 0,
          })),
        },
      };
    case 1:
      return { kind: 'hand.raised', payload: { slotId, kind: 'turn' } };
    case 2:
      return {
        kind: 'turn.started',
        payload: {
          slotId,
          phase: 1,
          endsAtMs: atMs + 60_000,
          kind: 'speech',
          entitledMs: 60_000,
          creditMs: 0,
        },
      };
    case 3:
      return { kind: 'turn.ended', payload: { slotId, phase: 1, cause: 'yielded', usedMs: everyMs } };
    default:
      return {
        kind: 'witness.changed',
        payload: {
          slotId,
          device,
          witness: witnesses[sequence % 3] as Witness,
          isPresent: sequence % 20 < 10,
          sinceMs: atMs - 1_500,
        },
      };
  }
}
