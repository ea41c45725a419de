import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { StreamedFile } from '../protocol/files.ts';
import type { Route } from '../protocol/routes.ts';

/** Sends a file part by part, no faster than it is taken; one that breaks off leaves the download unfinished. */
export async function sendFile(
  response: Response,
  { produces = 'application/octet-stream', keptForS }: Pick<Route, 'produces' | 'keptForS'>,
  { fileName, parts }: StreamedFile,
): Promise<void> {
  response.setHeader('content-type', produces);
  response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
  response.setHeader('cache-control', keptForS === undefined ? 'no-store' : `public, max-age=${keptForS}`);
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Whoever asked has gone: there is nobody to be told, and nothing of ours has failed.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
