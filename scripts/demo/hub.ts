import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Role } from '../../server/protocol/words.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const readyWithinMs = 60_000;
const stopWithinMs = 30_000;
/** The demo's hub is its own: no setting of the environment may lead it to another database or address. */
const notOurs =
  /^(DATABASE_URL|REDIS_URL|HUB_SECRET|PUBLIC_URL|TRUSTED_PROXIES|HOST|ANNOUNCED_ADDRESS|MEDIA_[A-Z]+|SIGNING_KEY_FILE|CHECKPOINT_FILE|TIMESTAMP_URL)$/;

const Ready = z.object({
  ready: z.literal(true),
  publicUrl: z.url(),
  links: z.array(z.object({ role: Role, name: z.string(), link: z.url() })),
});
export type OpenHub = z.infer<typeof Ready>;

/** A whole hub on a free port, with everything it keeps inside one folder. */
export class Hub {
  readonly #child: ChildProcess;
  readonly #lastWords: string[] = [];
  #closing: Promise<void> | undefined;

  /** `more`: settings for all its processes. */
  constructor(folder: string, more: NodeJS.ProcessEnv = {}) {
    const env = Object.entries(process.env).filter(([name]) => !notOurs.test(name));
    const campaign = here('../../server/embedded/campaigns/demo.json');
    // Detached: a Ctrl-C in the terminal is the demo's alone, which stops everybody in order.
    this.#child = fork(here('../../server/embedded/main.ts'), [], {
      env: { ...Object.fromEntries(env), PORT: '0', DATA_DIR: folder, CAMPAIGN_FILE: campaign, ...more },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const logs = join(folder, 'logs');
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    const log = createWriteStream(join(logs, 'hub.log'));
    for (const output of [this.#child.stdout, this.#child.stderr]) output?.pipe(log, { end: false });
    this.#child.stderr?.on('data', (words: Buffer) => this.#lastWords.push(words.toString()));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Where it is, once it is open. */
  async open(): Promise<OpenHub> {
    const signal = AbortSignal.timeout(readyWithinMs);
    const died = once(this.#child, 'exit', { signal }).then(() => null);
    died.catch(() => 'one that outlives the wait is what we want');
    for (;;) {
      const said = await Promise.race([once(this.#child, 'message', { signal }), died]);
      if (said === null) throw new Error(`the hub did not start:\n${this.#lastWords.join('').slice(-2000)}`);
      const heard = Ready.safeParse(said[0]);
      if (heard.success) return heard.data;
    }
  }

  /** Ends it and everything it started; safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const alarm = setTimeout(() => this.#child.kill('SIGKILL'), stopWithinMs);
    await exited;
    clearTimeout(alarm);
  }
}
