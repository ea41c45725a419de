import { STATUS_CODES } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../platform/log.ts';
import { Refusal, type RefusalCode, replyFor } from '../protocol/refusals.ts';

const statusOf: Partial<Record<RefusalCode, number>> = {
  'bad-input': 400,
  'too-large': 413,
  'unknown-request': 404,
  'not-signed-in': 401,
  'sign-in-again': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'too-many-requests': 429,
  internal: 500,
};

/** The last word on every request that failed: a code for the API, a short word for a page, and nothing of us inside. */
export function answerFailures(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    response.setHeader('cache-control', 'no-store');
    const answer = /^\/api\b/.test(request.originalUrl) ? refuse : sayPlainly;
    const [status, code] = answer(error, response);
    const { path, method } = request;
    log[status >= 500 ? 'error' : 'info']({ path, method, status, code, err: error }, 'http.refused');
  };
}

function refuse(error: unknown, response: Response): [status: number, code: RefusalCode] {
  const reply = replyFor(asRefusal(error));
  const status = statusOf[reply.code] ?? 409;
  response.status(status).json(reply);
  return [status, reply.code];
}

function sayPlainly(error: unknown, response: Response): [status: number] {
  const status = clientFault(error) ?? 500;
  response.status(status).type('text').send(STATUS_CODES[status]);
  return [status];
}

/** Express's own errors for a request it cannot read carry a status; they are refusals, not faults. */
function asRefusal(error: unknown): unknown {
  const status = clientFault(error);
  if (error instanceof Refusal || status === undefined) return error;
  return new Refusal(status === 413 ? 'too-large' : 'bad-input', `${status}`, { cause: error });
}

function clientFault(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
