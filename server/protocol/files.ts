import { z } from 'zod';

/** A file that is sent in parts. Its name is ours, in plain letters, digits, dots and hyphens. */
export type StreamedFile = { fileName: string; parts: AsyncIterable<string | Uint8Array> };

/** The output of a route that `produces` something else than JSON: it never crosses an edge as such. */
export const StreamedFile = z.custom<StreamedFile>((given) =>
  /^[\w.-]{1,100}$/.test((given as Partial<StreamedFile> | null)?.fileName ?? ''),
);
