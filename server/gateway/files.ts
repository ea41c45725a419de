import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response } from 'express';
import type { StreamedFile } from '../protocol/files.ts';
import type { Route } from '../protocol/routes.ts';

/** Puts the body into `request.body` as it came; one that is larger is refused before it is read to its end. */
export function readBytes(request: Request, response: Response, limit: number): Promise<void> {
  const read = express.raw({ type: () => true, limit, inflate: false });
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}

/** Sends a file part by part, no faster than it is taken; one that breaks off leaves the download unfinished. */
export async function sendFile(
  response: Response,
  { produces = 'application/octet-stream', keptForS }: Pick<Route, 'produces' | 'keptForS'>,
  { fileName, parts }: StreamedFile,
): Promise<void> {
  response.setHeader('content-type', produces);
  response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
  // Whatever is in a file that somebody brought, it is nothing that runs on a page of ours.
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  response.setHeader('cache-control', keptForS === undefined ? 'no-store' : `public, max-age=${keptForS}`);
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // Whoever asked has gone: there is nobody to be told, and nothing of ours has failed.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
