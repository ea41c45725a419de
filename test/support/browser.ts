import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { findChromium } from '../../scripts/setup/programs.mjs';
import type { Language } from '../../server/protocol/words.ts';

/** A real browser whose camera and microphone are Chromium's own: a moving pattern and a beep each second. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium: run "node scripts/setup.mjs --tests" to install it.');
  const args = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  ];
  return chromium.launch({ executablePath, args });
}

type PersonOptions = {
  url: string;
  /** The session, as `signIn` of the hub gives it; without one: somebody of the public. */
  cookie?: string;
  language?: Language;
  width?: number;
  scheme?: 'light' | 'dark';
};

/** One person at a browser window of their own, with everything that went wrong in it. */
export class Person {
  readonly page: Page;
  readonly url: string;
  /** Console errors, broken scripts, and requests that failed or were refused; in the order they happened. */
  readonly troubles: string[] = [];

  static async open(browser: Browser, wanted: PersonOptions): Promise<Person> {
    const context = await browser.newContext(contextOf(wanted));
    await context.addCookies(cookiesOf(wanted));
    await context.addInitScript(rememberConnections);
    return new Person(await context.newPage(), wanted.url);
  }

  private constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.troubles.push(`script: ${error.message}`));
    page.on('requestfailed', (request) => {
      if (!isTakenBack(request)) this.troubles.push(`request: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.troubles.push(`${response.status()}: ${response.url()}`);
    });
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.page.locator('main h1').first().waitFor();
  }

  /** Sums one number of this page's WebRTC statistics over all its connections. */
  counted(
    type: 'inbound-rtp' | 'outbound-rtp',
    kind: 'audio' | 'video',
    figure: 'packetsReceived' | 'packetsSent' | 'framesDecoded',
  ): Promise<number> {
    return this.page.evaluate(`countedByWebRtc(${JSON.stringify([type, kind, figure])})`);
  }

  /** Moves with the tabulator key, as a person without a mouse does, until `selector` has the focus. */
  async tabTo(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor();
    const reached = this.page.locator(selector).and(this.page.locator(':focus'));
    for (let moves = 0; moves < 80; moves += 1) {
      if ((await reached.count()) > 0) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** A page that is left takes back what it had asked; that is no failure. */
function isTakenBack(request: Request): boolean {
  return request.failure()?.errorText === 'net::ERR_ABORTED';
}

function contextOf({
  language = 'en',
  width = 1280,
  scheme = 'light',
}: PersonOptions): BrowserContextOptions {
  return {
    locale: language,
    viewport: { width, height: 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    permissions: ['camera', 'microphone'],
  };
}

function cookiesOf({ url, cookie }: PersonOptions): { name: string; value: string; url: string }[] {
  if (cookie === undefined) return [];
  return cookie.split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url };
  });
}

/** Runs in the page before anything of it does: what its connections count can be asked from outside. */
const rememberConnections = `{
  const connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given);
      connections.push(this);
    }
  };
  window.countedByWebRtc = async ([type, kind, figure]) => {
    const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .filter((entry) => entry.type === type && entry.kind === kind)
      .reduce((sum, entry) => sum + (entry[figure] ?? 0), 0);
  };
}`;
