import { type Logger, pino } from 'pino';

/** Structured log: an event name and its fields, never a sentence. `child` binds ids where they become known. */
export type Log = Logger;

// Tickets, invitations and cookies open doors; they must not be readable in a log.
const secrets = [
  'ticket',
  'invitation',
  'pass',
  'token',
  'cookie',
  '*.ticket',
  '*.invitation',
  '*.pass',
  '*.cookie',
];

export function openLog(level: string): Log {
  return pino({ level, base: null, redact: secrets, formatters: { level: (label) => ({ level: label }) } });
}
