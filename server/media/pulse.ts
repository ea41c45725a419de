import { pause } from './persist.ts';

/** With the silence after it, a hang is noticed within three seconds (scenario 11). */
const everyMs = 500;
const sliceMs = 250;
const slices = 8;

type Pulse = {
  /** Settles when the other side has answered, be it with an error. */
  ask(): Promise<void>;
  onSilence(): void;
  signal: AbortSignal;
};

/** Asks for a sign of life again and again, and tells when none came within two seconds. */
export async function watchPulse({ ask, onSilence, signal }: Pulse): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, signal);
    if (!signal.aborted && !(await isAnswered(ask(), signal))) onSilence();
  }
}

// In slices: a stall of this process costs one of them, and what was answered meanwhile is read before the next ends.
async function isAnswered(answer: Promise<void>, signal: AbortSignal): Promise<boolean> {
  let isHere = false;
  const heard = answer.then(() => {
    isHere = true;
  });
  for (let slice = 0; slice < slices && !isHere && !signal.aborted; slice += 1)
    await Promise.race([heard, pause(sliceMs, signal)]);
  return isHere || signal.aborted;
}
