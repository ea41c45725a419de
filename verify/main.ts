/** Main file of `npm run verify -- BUNDLE [--key FILE] [--receipts FILE…] [--json]`. See README.md beside it. */
import { createReadStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { piecesOf } from './core/lines.ts';
import { type Result, verify } from './core/verify.ts';
import { keyIn } from './given-key.ts';
import { nodeTools } from './node-tools.ts';
import { report } from './report.ts';

const usage = 'npm run verify -- BUNDLE [--key FILE] [--receipts FILE…] [--json]';
const exitCodes = { sound: 0, notSound: 1, unreadable: 2 } as const;

/** Where the person stands: npm itself runs in the project's folder. */
const placeOf = (file: string): string => resolve(process.env.INIT_CWD ?? '.', file);

type Wishes = { bundle: string; key: string | undefined; receipts: string[]; isJson: boolean };

function wishesIn(given: readonly string[]): Wishes {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      receipts: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  const [bundle, ...more] = positionals;
  // `--receipts ONE TWO`: what follows the bundle can only be more receipts.
  if (!bundle || (more.length > 0 && values.receipts.length === 0)) throw new TypeError(usage);
  return { bundle, key: values.key, receipts: [...values.receipts, ...more], isJson: values.json };
}

async function check({ bundle, key, receipts }: Wishes): Promise<Result> {
  const firstKey = key === undefined ? null : keyIn(readFileSync(placeOf(key), 'utf8'));
  const kept = receipts.flatMap((file) => readFileSync(placeOf(file), 'utf8').split('\n'));
  const stream =
    bundle === '-' ? process.stdin : createReadStream(placeOf(bundle), { highWaterMark: 1 << 20 });
  const lines = kept.filter((line) => line.trim() !== '');
  return await verify(
    piecesOf(stream),
    { firstKey, receipts: lines },
    { ...nodeTools, onProgress: progress },
  );
}

let shownLines = 0;

/** Now and then, to a person who waits at a terminal. */
function progress(lines: number): void {
  if (!process.stderr.isTTY || lines - shownLines < 50_000) return;
  shownLines = lines;
  process.stderr.write(`\r${lines.toLocaleString('en')} lines read`);
}

try {
  const wishes = wishesIn(process.argv.slice(2));
  const result = await check(wishes);
  if (shownLines > 0) process.stderr.write('\r\u001b[K');
  console.log(wishes.isJson ? JSON.stringify(result) : report(result));
  process.exitCode = result.isSound ? exitCodes.sound : exitCodes.notSound;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = exitCodes.unreadable;
}
