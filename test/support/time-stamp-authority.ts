import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

const settings = (folder: string): string => `
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = own
[own]
dir = ${folder}
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
certs = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[stamping]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`;

export type Authority = {
  url: string;
  asked: number;
  /** Whether OpenSSL finds this answer to be the authority's word about this hash. */
  isItsWord(response: Buffer, hash: string): Promise<boolean>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A real time-stamp authority (RFC 3161) of OpenSSL's, with a certificate of its own. */
export async function openTimeStampAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-tsa-'));
  const at = (file: string) => join(folder, file);
  await writeFile(at('tsa.cnf'), settings(folder));
  await writeFile(at('serial'), '01\n');
  const subject = ['-subj', '/CN=A time-stamp authority for tests', '-days', '2'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('tsa.key'), '-out', at('tsa.pem')];
  await run('openssl', [
    ...['req', '-x509', '-config', at('tsa.cnf'), '-extensions', 'stamping'],
    ...made,
    ...subject,
  ]);
  const authority = { asked: 0 };
  const server = createServer(async (request, response) => {
    authority.asked += 1;
    await writeFile(at('query'), await buffer(request));
    const reply = ['-queryfile', at('query'), '-out', at('reply'), '-config', at('tsa.cnf')];
    await run('openssl', ['ts', '-reply', ...reply]);
    response.setHeader('content-type', 'application/timestamp-reply').end(await readFile(at('reply')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const isItsWord = async (response: Buffer, hash: string) => {
    await writeFile(at('given'), response);
    const asked = ['-in', at('given'), '-digest', hash, '-sha256', '-CAfile', at('tsa.pem')];
    return run('openssl', ['ts', '-verify', ...asked]).then(
      () => true,
      () => false,
    );
  };
  return Object.assign(authority, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    isItsWord,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  });
}
