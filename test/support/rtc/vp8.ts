import { payloadOf } from './rtp-packet.ts';
import { epochNowMs } from './source.ts';

/**
 * VP8 as far as a forwarding server looks into it (RFC 7741): the payload descriptor, and whether a key frame begins.
 * Behind it, where pictures would be, stand the layer, the frame's number and the instant it was sent.
 */
export type Picture = {
  layer: number;
  frame: number;
  isKey: boolean;
  pictureId: number;
  baseLayerIndex: number;
  temporalLayer: number;
};

const descriptorLength = 6;
const keyFrameHeaderLength = 10;
const noteAt = descriptorLength + keyFrameHeaderLength;
const startBit = 0x10;

/** Everything that has to fit into the first packet of a frame. */
export const smallestPicture = noteAt + 13;

export function writePicture(payload: Buffer, picture: Picture, isFirst: boolean): void {
  const isDispensable = picture.temporalLayer === 2 ? 0x20 : 0;
  payload.writeUInt8(0x80 | isDispensable | (isFirst ? startBit : 0), 0);
  payload.writeUInt8(0xe0, 1);
  payload.writeUInt16BE(0x8000 | (picture.pictureId & 0x7fff), 2);
  payload.writeUInt8(picture.baseLayerIndex & 0xff, 4);
  payload.writeUInt8((picture.temporalLayer << 6) | (picture.temporalLayer > 0 ? 0x20 : 0), 5);
  payload.writeUInt8(picture.isKey ? 0x10 : 0x11, descriptorLength);
  if (picture.isKey && isFirst) Buffer.from('9d012a', 'hex').copy(payload, descriptorLength + 3);
  payload.writeUInt8(picture.layer, noteAt);
  payload.writeUInt32BE(picture.frame, noteAt + 1);
  payload.writeDoubleBE(epochNowMs(), noteAt + 5);
}

export type SeenPicture = {
  layer: number;
  frame: number;
  isFirstPacket: boolean;
  isKey: boolean;
  sentAtMs: number;
};

/** What `LiveCamera` wrote into a packet; nothing for a packet that only pads. */
export function readPicture(packet: Buffer): SeenPicture | undefined {
  const payload = payloadOf(packet);
  if (payload.length < smallestPicture || (packet.readUInt8(0) & 0x20) !== 0) return undefined;
  return {
    layer: payload.readUInt8(noteAt),
    frame: payload.readUInt32BE(noteAt + 1),
    isFirstPacket: (payload.readUInt8(0) & startBit) !== 0,
    isKey: (payload.readUInt8(descriptorLength) & 1) === 0,
    sentAtMs: payload.readDoubleBE(noteAt + 5),
  };
}
