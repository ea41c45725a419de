import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../setup/programs.mjs';
import { Line } from './line.ts';
import { rememberConnections } from './listening.ts';
import { openProxy } from './proxy.ts';

const flags = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream=device-count=1,fps=15',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];

export type Browsers = {
  /** A fresh profile, as if on a device of its own; `cut-off` is the one whose network can be cut. */
  newProfile(locale: string, network?: 'cut-off'): Promise<BrowserContext>;
  line: Line;
  close(): Promise<void>;
};

/** Two Chromiums: one for everybody, and one whose every byte – pages, WebSocket, media – goes over our own line. */
export async function openBrowsers(publicUrl: string): Promise<Browsers> {
  const opened = new AsyncDisposableStack();
  try {
    const proxy = await openProxy();
    opened.defer(() => proxy.close());
    const line = await Line.to(proxy.port);
    opened.defer(() => line.close());
    const everybody = await launch([], opened);
    const cutOff = await launch(onlyOver(line), opened);
    const close = opened.move();
    return {
      line,
      newProfile: async (locale, network) => {
        const browser = network === 'cut-off' ? cutOff : everybody;
        const viewport = { width: 1280, height: 800 };
        const profile = await browser.newContext({ baseURL: publicUrl, locale, viewport });
        await profile.addInitScript(rememberConnections);
        return profile;
      },
      close: () => close.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** Without UDP, which a proxy cannot carry, WebRTC takes TCP through the proxy like everything else. */
function onlyOver(line: Line): string[] {
  return [
    `--proxy-server=http://127.0.0.1:${line.port}`,
    '--proxy-bypass-list=<-loopback>',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
}

async function launch(more: string[], opened: AsyncDisposableStack): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('no Chromium: run `node scripts/setup.mjs --tests`, or set CHROMIUM_PATH');
  // Signals are the demo's: it closes browsers and hub in order.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ executablePath, args: [...flags, ...more], ...signals });
  opened.defer(() => browser.close());
  return browser;
}
