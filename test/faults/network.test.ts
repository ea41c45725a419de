import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Network, type Weather } from '../support/impairment.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';

const host = '127.0.0.1';
const sent = 500;
const storm: Weather = { lossShare: 0.3, delayMs: 5, jitterMs: 30 };
let opened: AsyncDisposableStack;

beforeEach(() => {
  opened = new AsyncDisposableStack();
});
afterEach(() => opened.disposeAsync());

async function datagrams(onMessage: (packet: Buffer) => void) {
  const socket = createSocket('udp4', onMessage);
  socket.bind(0, host);
  await once(socket, 'listening');
  opened.defer(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket;
}

/** A hub that writes down what arrives, and a sender towards it through a network. */
async function sending(network: Network) {
  opened.use(network);
  const arrived: number[] = [];
  const hub = await datagrams((packet) => arrived.push(packet.readUInt16BE(0)));
  const { port } = await network.through({ via: 'udp', host, port: hub.address().port });
  const sender = await datagrams(() => {});
  const send = (number: number) => {
    const packet = Buffer.alloc(2);
    packet.writeUInt16BE(number);
    sender.send(packet, port, host);
  };
  return { arrived, send };
}

it('loses as many datagrams as told, mixes up the others, and draws the same chances from the same seed', async () => {
  const seed = drawSeed('network');
  const runs: number[][] = [];
  for (let run = 0; run < 2; run += 1) {
    const network = new Network(chancesOf(seed));
    network.weather = storm;
    const { arrived, send } = await sending(network);
    for (let number = 0; number < sent; number += 1) {
      send(number);
      await vi.waitUntil(() => network.counts.taken > number, { interval: 1 });
    }
    await vi.waitUntil(() => arrived.length === sent - network.counts.lost);
    expect(network.counts.overtaken).toBeGreaterThan(0);
    runs.push(arrived.toSorted((a, b) => a - b));
  }
  const [first = [], second] = runs;
  expect(second).toEqual(first);
  expect(Math.abs(first.length / sent - (1 - storm.lossShare))).toBeLessThan(0.1);
});

it('a blocked way of a TCP line keeps what is said, the other way goes on, and nobody is told of an end', async () => {
  const network = new Network(() => 0.5);
  opened.use(network);
  const heard = { hub: '', person: '' };
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      heard.hub += chunk;
    });
    hub = socket;
  });
  let hub: Socket | undefined;
  server.listen(0, host);
  await once(server, 'listening');
  opened.defer(() => void server.close());
  const { port } = new URL(await network.door(`http://${host}:${(server.address() as AddressInfo).port}`));
  const person = connect({ host, port: Number(port) });
  person.on('data', (chunk) => {
    heard.person += chunk;
  });
  await vi.waitUntil(() => hub !== undefined);

  network.block(['tcp'], ['to-hub']);
  person.write('yes');
  hub?.write('are you there?');
  await vi.waitUntil(() => heard.person === 'are you there?');
  expect(heard.hub).toBe('');
  network.mend();
  await vi.waitUntil(() => heard.hub === 'yes');

  network.block(['tcp'], ['from-hub']);
  hub?.destroy();
  await once(hub as unknown as Socket, 'close');
  expect(person.closed).toBe(false);
  const ended = once(person, 'close');
  network.mend();
  await ended;
});
