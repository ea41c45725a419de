import { errors } from 'mediasoup';
import { Refusal } from '../protocol/refusals.ts';

/** Asks mediasoup. A dead worker and a thing that went meanwhile are a "no" of ours; anything else is not expected. */
export async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof errors.WorkerClosedError) throw refusal('media-unavailable', error);
    if (error instanceof errors.NotFoundError) throw refusal('not-found', error);
    throw error;
  }
}

/** Hands a browser's parameters to mediasoup, which may find them wrong in ways the schemas cannot see. */
export async function judged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await asked(work);
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw refusal('media-refused', error);
  }
}

function refusal(code: 'media-unavailable' | 'not-found' | 'media-refused', cause: Error): Refusal {
  return new Refusal(code, cause.message, { cause });
}
