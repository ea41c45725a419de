// The page of `browser-media.ts`: a browser's half of a room, driven through `window.room`.
import { Device } from 'mediasoup-client';
import { Sending } from '../../client/media/sending.ts';

window.room = { publish, sendUpTo, packetsSent, watch, packetsReceived, leave };

let sending;
let sender;
let consumer;

async function publish(routerRtpCapabilities) {
  const device = await load(routerRtpCapabilities);
  sending = device.createSendTransport(await openTransport('send'));
  sending.on('connect', connect(sending));
  sending.on('produce', ({ kind, rtpParameters }, done, failed) => {
    const source = kind === 'audio' ? 'microphone' : 'camera';
    const wish = { transportId: sending.id, source, rtpParameters };
    window.ask('openProducer', wish).then((id) => done({ id }), failed);
  });
  sender = new Sending(sending, window.ask);
  await sender.publish('microphone', tone());
  await sender.publish('camera', picture());
}

async function sendUpTo(topLayer) {
  await sender.sendUpTo(topLayer);
}

/** Of the camera's sizes, the smallest first. */
async function packetsSent() {
  const reports = [...(await sender.stats()).values()];
  const sizes = reports.filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  return sizes.sort((a, b) => a.encodingIndex - b.encodingIndex).map((size) => size.packetsSent);
}

async function watch(routerRtpCapabilities, producerId) {
  const device = await load(routerRtpCapabilities);
  const receiving = device.createRecvTransport(await openTransport('receive'));
  receiving.on('connect', connect(receiving));
  const wish = { transportId: receiving.id, producerId, rtpCapabilities: device.recvRtpCapabilities };
  const { consumerId, ...offer } = await window.ask('openConsumer', wish);
  consumer = await receiving.consume({ id: consumerId, ...offer });
  await window.ask('resumeConsumer', consumerId);
}

async function packetsReceived() {
  const reports = [...(await consumer.getStats()).values()];
  return reports.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0;
}

function leave() {
  sending.close();
}

async function load(routerRtpCapabilities) {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });
  return device;
}

async function openTransport(direction) {
  const { transportId, ...offer } = await window.ask('openTransport', direction);
  return { id: transportId, ...offer };
}

function connect(transport) {
  return ({ dtlsParameters }, done, failed) => {
    window.ask('connectTransport', { transportId: transport.id, dtlsParameters }).then(done, failed);
  };
}

function tone() {
  const audio = new AudioContext();
  const destination = audio.createMediaStreamDestination();
  const oscillator = audio.createOscillator();
  oscillator.connect(destination);
  oscillator.start();
  return destination.stream.getAudioTracks()[0];
}

function picture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
  const drawing = canvas.getContext('2d');
  setInterval(() => {
    drawing.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`;
    drawing.fillRect(0, 0, canvas.width, canvas.height);
  }, 66);
  return canvas.captureStream(15).getVideoTracks()[0];
}
