import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export type Proxy = { port: number; close(): Promise<void> };

/** An ordinary HTTP proxy: forwards plain requests, and opens tunnels for the WebSocket and for media over TCP. */
export async function openProxy(): Promise<Proxy> {
  const server = createServer(forward);
  const tunnels = new Set<Duplex>();
  server.on('connect', (asked: IncomingMessage, browser: Duplex, head: Buffer) => {
    tunnels.add(browser);
    browser.once('close', () => tunnels.delete(browser));
    tunnel(asked, browser, head);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => close(server, tunnels) };
}

function forward(asked: IncomingMessage, answer: ServerResponse): void {
  const onward = request(asked.url ?? '', { method: asked.method, headers: asked.headers }, (answered) => {
    answer.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(answer);
  });
  // The browser is told as a proxy tells it, and the page shows what it makes of it.
  onward.once('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  asked.pipe(onward);
}

function tunnel(asked: IncomingMessage, browser: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(`tunnel://${asked.url}`);
  const far = connect(Number(port), hostname, () => {
    browser.write('HTTP/1.1 200 Connection established\r\n\r\n');
    far.write(head);
    far.pipe(browser);
    browser.pipe(far);
  });
  // An error of one side is always followed by its close, which ends the other side.
  for (const side of [far, browser]) side.on('error', () => side.destroy());
  far.once('close', () => browser.destroy());
  browser.once('close', () => far.destroy());
}

async function close(server: Server, tunnels: Set<Duplex>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  for (const one of tunnels) one.destroy();
  await closed;
}
