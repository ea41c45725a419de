import { AttachmentCard } from '../../server/protocol/attachments.ts';
import { routes } from '../../server/protocol/routes.ts';
import { answerOf } from './api.ts';
import { Unreachable } from './unreachable.ts';

/** Files go up slowly on a poor line. */
const answerWithinMs = 120_000;

/** Gives a file into the hub's keeping; what it is brought for is said afterwards, by its id. */
export async function bringFile(file: File): Promise<AttachmentCard> {
  const { path, method } = routes['attachment.bring'];
  try {
    const response = await fetch(path, {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
      },
      body: file,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return AttachmentCard.parse(await answerOf(response));
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException)
      throw new Unreachable('attachment.bring', { cause: error });
    throw error;
  }
}
