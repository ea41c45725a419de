/** Bytes to lines of text. What is not UTF-8, or longer than any line of a bundle, is no line. */
import { NotSound } from './problem.ts';
import type { Piece } from './verify.ts';

const longestLine = 4 * 1024 * 1024;
const lineFeed = 10;

/** Pieces end where chunks do; a line never lies across two of them. */
export async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  let before = 0;
  for await (const chunk of chunks) {
    const bytes = joined(rest, chunk);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    rest = bytes.slice(end);
    if (rest.length > longestLine) throw notUtf8(before + 1, 'a line longer than any of a bundle');
    if (end === 0) continue;
    const lines = yield* textOf(bytes.subarray(0, end), { before, decoder });
    before += lines;
  }
  if (rest.length > 0) yield { lines: [], rest: 'torn' };
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk;
  const both = new Uint8Array(rest.length + chunk.length);
  both.set(rest);
  both.set(chunk, rest.length);
  return both;
}

type Decoder = InstanceType<typeof TextDecoder>;
type From = { before: number; decoder: Decoder };

/** Where the bytes are no text, the lines before the first that is none are given all the same. */
function* textOf(bytes: Uint8Array, { before, decoder }: From): Generator<Piece, number> {
  const whole = decoded(bytes, decoder);
  if (whole !== null) {
    const lines = whole.split('\n');
    lines.pop();
    yield { lines, rest: '' };
    return lines.length;
  }
  let count = 0;
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(lineFeed, from);
    const line = decoded(bytes.subarray(from, to), decoder);
    if (line === null) throw notUtf8(before + count + 1, 'not UTF-8');
    yield { lines: [line], rest: '' };
    count += 1;
    from = to + 1;
  }
  return count;
}

function decoded(bytes: Uint8Array, decoder: Decoder): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function notUtf8(line: number, detail: string): NotSound {
  return new NotSound({ code: 'line-form', line, sequence: null, detail });
}
