import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A letter as the mail server took it. */
type TakenMail = {
  to: string[];
  messageId: string;
  subject: string;
  body: string;
  headers: Map<string, string>;
};

type Gate = () => Promise<void>;

export type MailServer = {
  url: string;
  taken: TakenMail[];
  /** The answer to the next recipients: null takes them. */
  recipients: { refuseWith: number | null };
  /** Waited for before a recipient is answered, and after a letter was read but before it is confirmed. */
  hold: { recipient: Gate; confirmation: Gate };
  close(): Promise<void>;
};

const atOnce: Gate = async () => undefined;

/** A real SMTP server on a free port, which keeps what it takes. */
export async function openMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const recipients: MailServer['recipients'] = { refuseWith: null };
  const hold = { recipient: atOnce, confirmation: atOnce };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo: (_address, _session, answer) => {
      const { refuseWith } = recipients;
      const refusal = Object.assign(new Error('not here'), { responseCode: refuseWith ?? 0 });
      hold.recipient().then(() => answer(refuseWith === null ? null : refusal), answer);
    },
    onData: (stream, session, answer) => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      text(stream)
        .then(async (raw) => {
          taken.push({ to, ...readMail(raw) });
          await hold.confirmation();
        })
        .then(() => answer(null), answer);
    },
  });
  // Whoever is killed in the middle leaves a broken line.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const close = () => new Promise<void>((done) => server.close(() => done()));
  return { url: `smtp://127.0.0.1:${port}`, taken, recipients, hold, close };
}

function readMail(raw: string): Omit<TakenMail, 'to'> {
  const end = raw.indexOf('\r\n\r\n');
  const unfolded = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    unfolded.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    headers,
    messageId: headers.get('message-id') ?? '',
    subject: decodedWords(headers.get('subject') ?? ''),
    body: decodedBody(raw.slice(end + 4), headers.get('content-transfer-encoding') ?? ''),
  };
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r\n/g, '')) : body;
}

function decodedWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, encoded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(encoded, 'base64').toString('latin1')
        : latin(encoded.replaceAll('_', ' ')),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}

const latin = (encoded: string): string =>
  encoded.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const quotedPrintable = (encoded: string): string => Buffer.from(latin(encoded), 'latin1').toString();
