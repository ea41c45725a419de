import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Runs in every page before its own scripts: keeps each peer connection it makes, to read its statistics. */
export const rememberConnections = `
  window.__connections = [];
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      window.__connections.push(this);
    }
  };
`;

const packetsByTrack = `(async () => {
  const packets = {};
  for (const connection of window.__connections) {
    if (connection.connectionState === 'closed') continue;
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp' && report.kind === 'audio') packets[report.trackIdentifier] = report.packetsReceived;
    }
  }
  return packets;
})()`;

/** The microphones from which any packet reached this page during `ms`, by the browser's receiver statistics. */
export async function heardDuring(page: Page, ms: number): Promise<string[]> {
  const before = await packetsOf(page);
  await pause(ms);
  const after = await packetsOf(page);
  return Object.keys(after).filter((track) => (after[track] ?? 0) > (before[track] ?? 0));
}

async function packetsOf(page: Page): Promise<Record<string, number>> {
  return (await page.evaluate(packetsByTrack)) as Record<string, number>;
}

/** Frames of each slot's camera that this page has decoded, by the page's own count. */
export async function framesDecoded(page: Page): Promise<Record<string, number>> {
  return (await page.evaluate('window.__framesDecoded()')) as Record<string, number>;
}
