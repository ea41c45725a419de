import type { JobInput } from '../server/protocol/jobs.ts';
import en from '../server/protocol/notice-words/en.json' with { type: 'json' };
import kk from '../server/protocol/notice-words/kk.json' with { type: 'json' };
import ru from '../server/protocol/notice-words/ru.json' with { type: 'json' };
import { type Language, languages } from '../server/protocol/words.ts';
import { letterOf } from '../server/rules/letters.ts';
import type { LetterEnd, UnsentLetter } from '../server/store/outbox.ts';
import { letterWithinMs, type OutgoingPost } from './post.ts';
import type { Tools } from './tools.ts';

const words = { kk, ru, en };
const atOnce = 5;
/** A worker that died has its letters taken up by another one after this. */
const leaseMs = atOnce * letterWithinMs;
const mostAttempts = 8;
const firstPauseMs = 60_000;
/** A letter that says "until tomorrow" is not sent a week later; the notice still stands on the page. */
const staleAfterMs = 3 * 24 * 3_600_000;

/**
 * Sends what is in the outbox. A letter is marked as soon as the server has taken it; where the worker dies between the
 * two, nobody can know, and it is sent again with the same Message-ID, by which a receiver knows it (CASE-10).
 */
export async function notices(_input: JobInput<'notices'>, tools: Tools, signal: AbortSignal): Promise<void> {
  const { post } = tools;
  if (post === undefined) return;
  for (;;) {
    signal.throwIfAborted();
    const claim = { nowMs: tools.clock.now(), leaseMs, most: atOnce };
    const letters = await tools.notices.claim(claim);
    if (letters.length === 0) return;
    for (const letter of letters) {
      signal.throwIfAborted();
      await tools.notices.end(letter.id, await attempt(letter, { ...tools, post }, signal));
    }
  }
}

async function attempt(
  letter: UnsentLetter,
  { post, clock, log }: Pick<Tools, 'clock' | 'log'> & { post: OutgoingPost },
  signal: AbortSignal,
): Promise<LetterEnd> {
  const { id: noticeId, kind, attempts } = letter;
  const isStale = clock.now() - letter.createdAtMs > staleAfterMs;
  if (isStale) return { givenUpAtMs: clock.now() };
  const delivery = await post.mailer.deliver(mailOf(letter, post.publicUrl), signal);
  if (delivery.outcome === 'sent') return { sentAtMs: clock.now() };
  const isOver = delivery.outcome === 'refused' || attempts >= mostAttempts;
  log.warn({ noticeId, kind, attempts, isOver, because: delivery.because }, 'letter.not-sent');
  if (isOver) return { givenUpAtMs: clock.now() };
  return { againAtMs: clock.now() + firstPauseMs * 2 ** (attempts - 1) };
}

function mailOf({ id, kind, params, language, name, address }: UnsentLetter, publicUrl: string) {
  const spoken: readonly Language[] = language === null ? languages : [language];
  const sayings = spoken.map((each) => ({ language: each, words: words[each] }));
  return {
    ...letterOf({ kind, params, name, publicUrl }, sayings),
    to: { name, address },
    messageId: `<notice.${id}@${new URL(publicUrl).hostname}>`,
  };
}
