/** Bytes to lines of text. What is not UTF-8, or longer than any line of a bundle, is no line. */
import type { Piece } from './verify.ts';

/** The next line, after those that were given, is none. */
export class NoText extends Error {
  readonly start: string;

  constructor(message: string, bytes: Uint8Array) {
    super(message);
    this.start = startOf(bytes);
  }
}

const longestLine = 4 * 1024 * 1024;
const lineFeed = 10;

/** Pieces end where chunks do; a line never lies across two of them. */
export async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = joined(rest, chunk);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    rest = bytes.slice(end);
    if (rest.length > longestLine) throw new NoText('a line longer than any of a bundle', rest);
    if (end === 0) continue;
    yield* textOf(bytes.subarray(0, end), decoder);
  }
  if (rest.length > 0) yield { lines: [], rest: startOf(rest) };
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk;
  const both = new Uint8Array(rest.length + chunk.length);
  both.set(rest);
  both.set(chunk, rest.length);
  return both;
}

type Decoder = InstanceType<typeof TextDecoder>;

/** Where the bytes are no text, the lines before the first that is none are given all the same. */
function* textOf(bytes: Uint8Array, decoder: Decoder): Generator<Piece> {
  const whole = decoded(bytes, decoder);
  if (whole !== null) {
    const lines = whole.split('\n');
    lines.pop();
    yield { lines, rest: '' };
    return;
  }
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(lineFeed, from);
    const line = decoded(bytes.subarray(from, to), decoder);
    if (line === null) throw new NoText('not UTF-8', bytes.subarray(from, to));
    yield { lines: [line], rest: '' };
    from = to + 1;
  }
}

function decoded(bytes: Uint8Array, decoder: Decoder): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Enough to see what a line was to be. */
function startOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 16));
}
