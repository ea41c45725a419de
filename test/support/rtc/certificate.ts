import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Who this process is in every DTLS handshake: as with a browser, a certificate that only its fingerprint vouches for. */
export type Certificate = { der: Buffer; key: KeyObject; fingerprint: string };

let own: Certificate | undefined;

/** The one certificate of this process. Making one takes longer than a whole handshake. */
export function ownCertificate(): Certificate {
  own ??= selfSigned();
  return own;
}

/** SHA-256 as SDP writes it: capital pairs with colons. */
export function fingerprintOf(der: Buffer): string {
  const pairs = createHash('sha256').update(der).digest('hex').toUpperCase().match(/../g);
  return (pairs ?? []).join(':');
}

function selfSigned(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = element(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
  const commonName = element(0x30, Buffer.from('0603550403', 'hex'), element(0x0c, Buffer.from('rtc')));
  const name = element(0x30, element(0x31, commonName));
  const validity = element(0x30, utcTime('200101000000Z'), utcTime('490101000000Z'));
  const serial = element(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const body = element(0x30, serial, ecdsaWithSha256, name, validity, name, subjectKey);
  const signature = element(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const der = element(0x30, body, ecdsaWithSha256, signature);
  return { der, key: privateKey, fingerprint: fingerprintOf(der) };
}

const utcTime = (digits: string): Buffer => element(0x17, Buffer.from(digits));

/** One element of ASN.1 in DER: tag, length, content. */
function element(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const short = body.length < 0x80;
  const length = short ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
