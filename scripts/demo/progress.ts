const startedAt = performance.now();

/** One line of progress, with the seconds since the demo began. */
export function say(step: string): void {
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${seconds.toFixed(1).padStart(6)} s  ${step}`);
}
