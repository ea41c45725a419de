/**
 * Loaded into a process before anything else (`--import`): its wall clock is ahead by as many milliseconds as the file
 * named in CLOCK_FILE says, from one moment to the next, as when somebody sets the machine's clock. What is monotonic
 * goes on as it was.
 */
import { readFileSync } from 'node:fs';

const realNow = Date.now;
const RealDate = Date;
let aheadMs = 0;

function look() {
  aheadMs = Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
}

look();
setInterval(look, 50).unref();

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [realNow() + aheadMs] : given));
  }

  static now() {
    return realNow() + aheadMs;
  }
};
