import { z } from 'zod';
import { Id, InstantMs, Line } from './words.ts';

/** By what the bytes are, whatever a browser calls them. */
export const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export const MediaType = z.enum(mediaTypes);
export type MediaType = z.infer<typeof MediaType>;

export const mostAttachmentBytes = 5 * 1024 * 1024;

/** How its owner calls the file. It is never a path here: nothing is stored under it. */
export const FileName = Line(120).refine((name) => !/[\\/]/.test(name), 'a path');

/** Everything of a file but its bytes. */
export const AttachmentCard = z.strictObject({
  id: Id,
  fileName: z.string(),
  mediaType: MediaType,
  bytes: z.int().positive(),
  sha256: z.string().length(64),
  atMs: InstantMs,
});
export type AttachmentCard = z.infer<typeof AttachmentCard>;

/** The body of a request that brings a file: its bytes as they came. */
export const FileBytes = z.custom<Uint8Array>((given) => given instanceof Uint8Array && given.byteLength > 0);
