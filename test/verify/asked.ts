import { piecesOf } from '../../verify/core/lines.ts';
import { type Question, type Result, verify } from '../../verify/core/verify.ts';
import { nodeTools } from '../../verify/node-tools.ts';

/** What the verifier says of these bytes, given to it in chunks of so many. */
export async function asked(
  file: string | Uint8Array,
  { firstKey = null, receipts = [] }: Partial<Question> = {},
  chunkBytes = 1 << 20,
): Promise<Result> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return await verify(piecesOf(chunksOf(bytes, chunkBytes)), { firstKey, receipts }, nodeTools);
}

async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
}
