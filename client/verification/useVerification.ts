import { useRef, useState } from 'react';
import { piecesOf } from '../../verify/core/lines.ts';
import { type Result, verify } from '../../verify/core/verify.ts';
import { browserTools } from './browserTools.ts';
import { chunksOf, fetchBundle } from './chunks.ts';

/** A file of this device, or the bundle of a debate. */
export type Source = { file: File } | { debateId: string };
export type Beside = { firstKey: string; receipts: readonly File[] };

export type Verification =
  | { is: 'idle' }
  | { is: 'working'; lines: number }
  | { is: 'done'; result: Result }
  | { is: 'failed'; error: unknown };

/** One check at a time: whoever starts another one is told about that one only. */
export function useVerification() {
  const [state, setState] = useState<Verification>({ is: 'idle' });
  const newest = useRef(0);
  const start = async (source: Source, beside: Beside): Promise<void> => {
    newest.current += 1;
    const own = newest.current;
    const say = (next: Verification) => {
      if (own === newest.current) setState(next);
    };
    say({ is: 'working', lines: 0 });
    try {
      const onProgress = (lines: number) => say({ is: 'working', lines });
      say({ is: 'done', result: await check(source, beside, onProgress) });
    } catch (error) {
      say({ is: 'failed', error });
    }
  };
  return { state, start };
}

async function check(
  source: Source,
  { firstKey, receipts }: Beside,
  onProgress: (lines: number) => void,
): Promise<Result> {
  const texts = await Promise.all(receipts.map((file) => file.text()));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  const stream = 'file' in source ? source.file.stream() : await fetchBundle(source.debateId);
  const question = { firstKey: firstKey.trim() === '' ? null : firstKey.trim(), receipts: lines };
  return await verify(piecesOf(chunksOf(stream)), question, { ...browserTools, onProgress });
}
