import { pause } from './persist.ts';

/** With the silence after it, a process that does nothing is noticed within three seconds (scenario 11). */
const everyMs = 500;
const sliceMs = 250;
const idleSlices = 7;
/** At work or not: one that turns in circles never answers. */
const mostSlices = 24;

type Pulse = {
  /** Settles when the other side has answered, be it with an error. */
  ask(): Promise<void>;
  /** Has the other side got anything done since this was last asked? */
  isAtWork(): boolean;
  onSilence(): void;
  signal: AbortSignal;
};

/**
 * Asks for a sign of life again and again. Tells when there was no answer and no work for 1.75 s, or no answer for six
 * seconds: who has too much to do is slow, but not hung.
 */
export async function watchPulse({ ask, isAtWork, onSilence, signal }: Pulse): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    isAtWork();
    if (!(await isAlive(ask(), isAtWork, signal))) onSilence();
  }
}

// In slices: a stall of this process costs one of them, and what was answered meanwhile is read before the next ends.
async function isAlive(
  answer: Promise<void>,
  isAtWork: () => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  let isHere = false;
  const heard = answer.then(() => {
    isHere = true;
  });
  for (let slice = 1, idle = 0; slice <= mostSlices && idle < idleSlices; slice += 1) {
    await Promise.race([heard, pause(sliceMs, signal)]);
    if (isHere || signal.aborted) return true;
    idle = isAtWork() ? 0 : idle + 1;
  }
  return false;
}
