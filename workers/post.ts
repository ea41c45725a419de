import { createTransport } from 'nodemailer';

export type PostSettings = { smtpUrl: string; mailFrom: string };

/** `messageId` stays the same for every attempt, so that a receiver can tell a second one. */
type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  messageId: string;
};

/** What came of an attempt. `refused`: the server will not take it another time either. */
type Delivery = { outcome: 'sent' } | { outcome: 'refused' | 'failed'; because: string };

export type Post = { deliver(mail: Mail, signal: AbortSignal): Promise<Delivery>; close(): void };

/** Letters, and the address of the pages that they name. */
export type OutgoingPost = { mailer: Post; publicUrl: string };

/** A server that does not answer holds nobody up for longer; all of one letter lasts no longer than this. */
const usualAnswerMs = 10_000;
export const letterWithinMs = 45_000;

/** Letters over SMTP. Where the server offers TLS it is used; `smtps:` asks for it from the start. */
export function openPost({ smtpUrl, mailFrom }: PostSettings, answerWithinMs = usualAnswerMs): Post {
  const transport = createTransport({
    url: smtpUrl,
    ...{ connectionTimeout: answerWithinMs, greetingTimeout: answerWithinMs, socketTimeout: answerWithinMs },
    ...{ dnsTimeout: answerWithinMs, disableFileAccess: true, disableUrlAccess: true },
  });
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
  return {
    deliver: async ({ to, subject, text, messageId }, signal) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(letterWithinMs)]);
      try {
        await transport.sendMail({ from: mailFrom, to, subject, text, messageId, headers, signal: limit });
        return { outcome: 'sent' };
      } catch (error) {
        return deliveryOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A word of the server about this letter that begins with 5 stays so; everything else may be over the next time. */
function deliveryOf(error: unknown): Delivery {
  const { code, responseCode = 0, message } = error as Error & { code?: string; responseCode?: number };
  const isAboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = isAboutLetter && responseCode >= 500;
  return {
    outcome: isFinal ? 'refused' : 'failed',
    because: `${code ?? 'error'} ${responseCode}: ${message}`,
  };
}
