import { z } from 'zod';
import { AttachmentCard, FileBytes, mostAttachmentBytes } from './attachments.ts';
import { StreamedFile } from './files.ts';
import { Id } from './words.ts';

/** Files that people bring to a matter. They are only ever given back as downloads. */
export const attachmentRoutes = {
  /** The body is the file; its name stands in the header `x-file-name`, percent-encoded. */
  'attachment.bring': {
    method: 'post',
    path: '/api/attachments',
    role: 'signed-in',
    takesBytes: mostAttachmentBytes,
    body: FileBytes,
    output: AttachmentCard,
  },
  /** For whoever brought it, the parties of the matter, and the officials who decide it. */
  'attachment.read': {
    method: 'get',
    path: '/api/attachments/{attachmentId}',
    role: 'signed-in',
    params: z.strictObject({ attachmentId: Id }),
    produces: 'application/octet-stream',
    output: StreamedFile,
  },
} as const;
