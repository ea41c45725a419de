/** A whole bundle to a result, whoever brings its lines: a file, a pipe or a browser. */
import { Bundle } from './bundle.ts';
import type { Header } from './first-and-last.ts';
import type { Claim, Key } from './keys.ts';
import { NoText } from './lines.ts';
import { NotSound, type Problem } from './problem.ts';
import { Receipts } from './receipts.ts';
import type { Tools } from './tools.ts';
import type { SlotResult } from './verdicts.ts';

export type Result = {
  isSound: boolean;
  /** The first thing that is wrong. */
  problem: Problem | null;
  header: Header | null;
  entries: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  checkpoints: number;
  /** When the last signature over the debate's entries was made, by the hub's clock. */
  signedAtMs: number | null;
  timeStampsMs: readonly number[];
  /** The first one is to be trusted for a reason that is not in the bundle. */
  keys: { keyId: string; publicKey: string; createdAtMs: number }[];
  isFirstKeyGiven: boolean;
  /** How many of the receipts are about this debate. */
  receipts: number;
  verdicts: SlotResult[];
};

/** `firstKey`: 32 bytes in base64, or null to be shown the bundle's. `receipts`: the lines of the files. */
export type Question = { firstKey: string | null; receipts: readonly string[] };

/** Lines as they come, each batch without what no line feed has ended; that comes last, as `rest`. */
export type Piece = { lines: readonly string[]; rest: string };

/** Reads to the end or to the first thing that makes what follows worthless. `onProgress` after each piece. */
export async function verify(
  pieces: AsyncIterable<Piece>,
  question: Question,
  tools: Tools & { onProgress?: (lines: number) => void },
): Promise<Result> {
  let bundle: Bundle | null = null;
  try {
    const receipts = new Receipts(question.receipts);
    bundle = new Bundle({ firstKey: question.firstKey, receipts }, tools);
    await readAll(pieces, bundle, tools);
    return resultOf(bundle, question, bundle.flaws[0] ?? null);
  } catch (error) {
    const problem = error instanceof NoText ? bundle?.noText(error).problem : problemIn(error);
    if (!problem) throw error;
    return resultOf(bundle, question, first([...(bundle?.flaws ?? []), problem]));
  }
}

function problemIn(error: unknown): Problem | null {
  return error instanceof NotSound ? error.problem : null;
}

async function readAll(
  pieces: AsyncIterable<Piece>,
  bundle: Bundle,
  tools: Tools & { onProgress?: (lines: number) => void },
): Promise<void> {
  let rest = '';
  for await (const piece of pieces) {
    rest = piece.rest;
    await takeSettled(tools, (claims) => {
      for (const line of piece.lines) claims.push(...bundle.take(line));
    });
    tools.onProgress?.(bundle.lines);
  }
  await takeSettled(tools, (claims) => claims.push(...bundle.finish(rest)));
}

/** A signature that is missing in an earlier line comes before whatever is wrong in a later one. */
async function takeSettled(tools: Tools, take: (claims: Claim[]) => void): Promise<void> {
  const claims: Claim[] = [];
  let stopped: unknown = null;
  try {
    take(claims);
  } catch (error) {
    stopped = error;
  }
  for (const { line, code, detail, ...claim } of claims) {
    if (!(await tools.hasSigned(claim))) throw new NotSound({ code, line, sequence: null, detail });
  }
  if (stopped !== null) throw stopped;
}

/** In the order of lines; what is wrong beside the bundle comes last. */
function first(problems: readonly Problem[]): Problem {
  const place = ({ line }: Problem) => (line === 0 ? Number.POSITIVE_INFINITY : line);
  return problems.reduce((one, other) => (place(other) < place(one) ? other : one));
}

function resultOf(bundle: Bundle | null, { firstKey }: Question, problem: Problem | null): Result {
  // Half a log gives minutes that nobody should read.
  const isRead = problem === null || problem.code.startsWith('verdict-');
  const { header = null, log, campaignLog, verdicts } = bundle?.parts ?? {};
  return {
    isSound: problem === null,
    problem,
    header,
    entries: log?.length ?? 0,
    startedAtMs: bundle?.account.started?.atMs ?? null,
    endedAtMs: bundle?.account.ended?.atMs ?? null,
    checkpoints: campaignLog?.count ?? 0,
    signedAtMs: campaignLog?.signedAtMs ?? null,
    timeStampsMs: bundle?.timeStampsMs ?? [],
    keys: (bundle?.keys.all ?? []).map(shown),
    isFirstKeyGiven: firstKey !== null,
    receipts: bundle?.receipts ?? 0,
    verdicts: (isRead && verdicts?.results()) || [],
  };
}

const shown = ({ keyId, publicKey, createdAtMs }: Key) => ({ keyId, publicKey, createdAtMs });
