// What a person sees while a long step runs: one moving line on a terminal, a few lines in a log.

/** Shows that `label` has begun. `to` takes a percentage, `end` tells how long it took. */
export function beginProgress(label) {
  const begun = Date.now();
  const moving = process.stdout.isTTY;
  let shown = -1;
  const show = (text) => process.stdout.write(moving ? `\r\x1b[Ksetup: ${text}` : `setup: ${text}\n`);
  show(`${label} …`);
  return {
    to(percent) {
      const step = moving ? 1 : 25;
      const reached = Math.floor(percent / step) * step;
      if (reached <= shown || reached === 0 || reached >= 100) return;
      shown = reached;
      show(`${label} … ${reached} %`);
    },
    end() {
      show(
        `${label}: done in ${Math.max(1, Math.round((Date.now() - begun) / 1000))} s${moving ? '\n' : ''}`,
      );
    },
  };
}
