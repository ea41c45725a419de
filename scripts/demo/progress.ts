const startedAt = performance.now();

export function elapsedSeconds(): number {
  return (performance.now() - startedAt) / 1000;
}

/** One line of progress, with the seconds since the demo began. */
export function say(step: string): void {
  console.log(`${elapsedSeconds().toFixed(1).padStart(6)} s  ${step}`);
}
