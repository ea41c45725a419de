import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabasePool, openPool } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openEmbeddedDatabase } from '../support/pglite.ts';
import type { DatabaseServer } from '../support/postgres.ts';

/** One message of the PostgreSQL protocol: letter, length, body. */
function message(letter: string, body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length + 4);
  return Buffer.concat([Buffer.from(letter), length, bytes]);
}
const startup = Buffer.concat([Buffer.from([0, 0, 0, 23, 0, 3, 0, 0]), Buffer.from('user\0postgres\0\0')]);
const parse = (text: string) => message('P', `\0${text}\0\0\0`);

describe('queries of several connections to the embedded database', () => {
  let server: DatabaseServer;
  let pool: DatabasePool;
  beforeAll(async () => {
    server = await openEmbeddedDatabase();
    pool = openPool(server.url, openLog('silent'));
  });
  afterAll(async () => {
    await pool?.end();
    await server?.close();
  });

  async function openSocket(): Promise<Socket> {
    const folder = new URL(server.url.replace('postgres://postgres@/', 'postgres://host/')).searchParams.get(
      'host',
    );
    const socket = connect(`${folder}/.s.PGSQL.5432`);
    socket.write(startup);
    await once(socket, 'data');
    return socket;
  }

  it('a query under way keeps its connection in turn until it ends', async () => {
    const socket = await openSocket();
    socket.write(parse('select 41'));
    await once(socket, 'data');
    const other = pool.query('select $1::int as value', [7]);
    socket.write(
      Buffer.concat([message('B', '\0\0\0\0\0\0\0\0'), message('E', '\0\0\0\0\0'), message('S', '')]),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of socket) {
      chunks.push(chunk);
      if (Buffer.concat(chunks).includes(message('Z', 'I'))) break;
    }
    expect(Buffer.concat(chunks).toString('latin1')).toContain('41');
    expect((await other).rows).toEqual([{ value: 7 }]);
  });

  it('a connection lost in the middle of a query holds up nobody', async () => {
    const socket = await openSocket();
    socket.write(parse('select 1'));
    await once(socket, 'data');
    socket.destroy();
    expect((await pool.query('select $1::int as value', [8])).rows).toEqual([{ value: 8 }]);
  });

  it('a connection lost after a mistake in the middle of a query holds up nobody', async () => {
    const socket = await openSocket();
    socket.write(parse('selct 1'));
    await once(socket, 'data');
    socket.destroy();
    expect((await pool.query('select $1::int as value', [9])).rows).toEqual([{ value: 9 }]);
  });
});
