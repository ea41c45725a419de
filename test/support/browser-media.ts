import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { findChromium } from '../../scripts/setup/programs.mjs';
import type { MediaPeer } from '../../server/media/peer.ts';
import { DtlsParameters, MediaSource, RtpCapabilities, RtpParameters } from '../../server/protocol/media.ts';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium: run "node scripts/setup.mjs --tests" to install it.');
  const args = [
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  ];
  return chromium.launch({ executablePath, args });
}

/** The code of `media-page.js` with its libraries, as one script. */
export async function buildPage(): Promise<string> {
  const entry = fileURLToPath(new URL('media-page.js', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'mediaPage' };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
  const [{ output }] = built as [Rollup.RollupOutput];
  return output[0].code;
}

type Deed = 'publish' | 'sendUpTo' | 'packetsSent' | 'watch' | 'packetsReceived' | 'leave';

/** A page whose WebRTC is this peer's. Its parameters pass the contract's schemas, as they would at the gateway. */
export class BrowserPeer {
  readonly #page: Page;

  static async open(browser: Browser, script: string, peer: MediaPeer): Promise<BrowserPeer> {
    const page = await browser.newPage();
    const requests = requestsOf(peer);
    await page.exposeFunction('ask', (name: keyof typeof requests, input: never) => requests[name](input));
    // Browsers tell a page what they are only on a secure origin, and localhost is one.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('http://localhost/');
    await page.addScriptTag({ content: script });
    return new BrowserPeer(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Calls one function of `media-page.js`. */
  async does<T>(name: Deed, ...inputs: unknown[]): Promise<T> {
    const call = `window.room.${name}(${inputs.map((input) => JSON.stringify(input)).join(', ')})`;
    return (await this.#page.evaluate(call)) as T;
  }
}

function requestsOf(peer: MediaPeer) {
  return {
    openTransport: (direction: 'send' | 'receive') => peer.openTransport(direction),
    connectTransport: (input: { transportId: string; dtlsParameters: unknown }) =>
      peer.connectTransport(input.transportId, DtlsParameters.parse(input.dtlsParameters)),
    openProducer: (input: { transportId: string; source: unknown; rtpParameters: unknown }) =>
      peer.openProducer({
        transportId: input.transportId,
        source: MediaSource.parse(input.source),
        rtpParameters: RtpParameters.parse(input.rtpParameters),
      }),
    openConsumer: (input: { transportId: string; producerId: string; rtpCapabilities: unknown }) =>
      peer.openConsumer({ ...input, rtpCapabilities: RtpCapabilities.parse(input.rtpCapabilities) }),
    resumeConsumer: (consumerId: string) => peer.resumeConsumer(consumerId),
  };
}
