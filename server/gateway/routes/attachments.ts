import type { Clock } from '../../platform/clock.ts';
import { sha256 } from '../../platform/hash.ts';
import { FileName, type MediaType } from '../../protocol/attachments.ts';
import { Refusal } from '../../protocol/refusals.ts';
import { mediaTypeOf } from '../../rules/file-content.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';

type AttachmentRoute = 'attachment.bring' | 'attachment.read';

export type AttachmentTools = { stores: Stores; clock: Clock };

const endings: Record<MediaType, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Files come in by what their bytes are, and go out under a name of ours. */
export function attachmentRoutes({ stores, clock }: AttachmentTools): Pick<RouteHandlers, AttachmentRoute> {
  return {
    'attachment.bring': async ({ body: bytes, visitor: { accountId, headers } }) => {
      const mediaType = mediaTypeOf(bytes);
      if (mediaType === null) throw new Refusal('file-not-taken');
      const atMs = clock.now();
      const owner = accountId as string;
      const file = {
        mediaType,
        bytes: Buffer.from(bytes),
        fileName: fileNameOf(headers),
        sha256: sha256(bytes),
      };
      return stores.together(async ({ attachments, acts }) => {
        const card = await attachments.bring({ ...file, accountId: owner, atMs });
        const detail = { sha256: card.sha256, bytes: card.bytes };
        await acts.record({ atMs, accountId, action: 'attachment.bring', subject: card.id, detail });
        return card;
      });
    },
    'attachment.read': async ({ params: { attachmentId }, visitor: { accountId } }) => {
      const { mediaType, bytes } = await stores.attachments.read(attachmentId, accountId as string);
      return { fileName: `${attachmentId}.${endings[mediaType]}`, parts: partsOf(bytes) };
    },
  };
}

async function* partsOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function fileNameOf(headers: Headers): string {
  const given = FileName.safeParse(decoded(headers.get('x-file-name') ?? ''));
  if (!given.success) throw new Refusal('bad-input', 'x-file-name');
  return given.data;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new Refusal('bad-input', 'x-file-name', { cause: error });
  }
}
