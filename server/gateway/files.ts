import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { StreamedFile } from '../protocol/files.ts';

/** Sends a file part by part, no faster than it is taken; one that breaks off leaves the download unfinished. */
export async function sendFile(
  response: Response,
  mediaType: string,
  { fileName, parts }: StreamedFile,
): Promise<void> {
  response.setHeader('content-type', mediaType);
  response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
  response.setHeader('cache-control', 'no-store');
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Whoever asked has gone: there is nobody to be told, and nothing of ours has failed.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
