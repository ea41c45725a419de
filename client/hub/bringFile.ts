import type { AttachmentCard } from '../../server/protocol/attachments.ts';
import { routes } from '../../server/protocol/routes.ts';
import { answerTo } from './api.ts';

/** Files go up slowly on a poor line. */
const answerWithinMs = 120_000;

/** Gives a file into the hub's keeping; what it is brought for is said afterwards, by its id. */
export function bringFile(file: File): Promise<AttachmentCard> {
  const { path, method } = routes['attachment.bring'];
  return answerTo('attachment.bring', () =>
    fetch(path, {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
      },
      body: file,
      signal: AbortSignal.timeout(answerWithinMs),
    }),
  );
}
