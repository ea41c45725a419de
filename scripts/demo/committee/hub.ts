import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { officers, prepareCampaign, type SignInLink } from '../../../server/campaign.ts';
import { Hub } from '../hub.ts';
import { committeeCampaign } from './campaign.ts';

const hourMs = 3_600_000;
const clockAhead = fileURLToPath(new URL('clock-ahead.mjs', import.meta.url));

/** One hub whose clock is set ahead by starting it again, as often as days must pass. */
export class CampaignHub {
  readonly #folder: string;
  readonly #campaignFile: string;
  #hub: Hub | undefined;
  #url = '';
  #aheadMs = 0;

  constructor(folder: string, campaignFile: string) {
    this.#folder = folder;
    this.#campaignFile = campaignFile;
    writeFileSync(campaignFile, JSON.stringify(committeeCampaign()));
  }

  get url(): string {
    return this.#url;
  }

  /** What the hub's clock shows. */
  get nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Opens it so many hours after the campaign was laid; what it knows stays. */
  async openAt(hours: number): Promise<void> {
    await this.#hub?.close();
    this.#aheadMs = hours * hourMs;
    const hub = new Hub(this.#folder, {
      CAMPAIGN_FILE: this.#campaignFile,
      DEMO_CLOCK_AHEAD_MS: `${this.#aheadMs}`,
      NODE_OPTIONS: `--import=${clockAhead}`,
      ...(this.#url === '' ? {} : { PORT: new URL(this.#url).port }),
    });
    this.#hub = hub;
    this.#url = (await hub.open()).publicUrl;
  }

  /** Links for the officers, which their operator asks for (`npm run campaign`). */
  links(): Promise<SignInLink[]> {
    const sockets = readFileSync(join(this.#folder, 'sockets'), 'utf8');
    return prepareCampaign({
      databaseUrl: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(sockets)}`,
      secret: readFileSync(join(this.#folder, 'secret'), 'utf8'),
      publicUrl: this.#url,
      campaignFile: this.#campaignFile,
      invited: officers,
    });
  }

  /** Kills the process of the server with SIGKILL; whoever watches over it starts it again. */
  async killServer(): Promise<void> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
    const [, pid] =
      [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].find(
        ([, , parent, command = '']) =>
          Number(parent) === this.#hub?.pid && command.endsWith('server/main.ts'),
      ) ?? [];
    if (pid === undefined) throw new Error('the server does not run');
    process.kill(Number(pid), 'SIGKILL');
  }

  async close(): Promise<void> {
    await this.#hub?.close();
  }
}
