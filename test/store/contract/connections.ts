import { expect, it } from 'vitest';
import { openPool } from '../../../server/platform/database.ts';
import { openLog } from '../../../server/platform/log.ts';
import type { Given } from './laid-campaign.ts';

/** Texts that differ in columns and parameters, so that one answered for another would be seen. */
const texts = [
  'select $1::int as value',
  'select $1::int as value, $2::text as padding',
  'select 1 as one, $1::int as value, 2 as two',
];

export function connectionContract(given: Given): void {
  it('of thousands of queries side by side each gets its own answer, and no statement collides', async () => {
    const pools = Array.from({ length: 3 }, () => openPool(given().url, openLog('silent')));
    const ask = async (value: number) => {
      const pool = pools[value % pools.length];
      const values = value % 3 === 1 ? [value, 'x'.repeat((value * 37) % 100_000)] : [value];
      const result = await pool?.query(texts[value % 3] as string, values);
      expect(result?.rows[0].value).toBe(value);
    };
    const fail = (value: number) =>
      expect(pools[value % pools.length]?.query('select 1 / $1::int', [0])).rejects.toMatchObject({
        code: '22012',
      });
    // In waves: a pool keeps nobody waiting for a connection longer than a few seconds, on a slow machine too.
    for (let wave = 0; wave < 10; wave += 1) {
      const values = Array.from({ length: 300 }, (_, index) => wave * 300 + index);
      await Promise.all(values.map((value) => (value % 5 === 4 ? fail(value) : ask(value))));
    }
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('what one transaction has not committed no other connection sees, and a rollback leaves nothing', async () => {
    const { pool, stores } = given();
    const names = { kk: 'Бос', ru: 'Пусто', en: 'Empty' };
    const ruleSet = { version: 1, validFromMs: 0 } as never;
    const plan = {
      names,
      ruleSet,
      isFictional: true,
      createdAtMs: 0,
      areas: [],
      stages: [],
      offices: [],
      formats: [],
    };
    const campaigns = async (): Promise<number> =>
      (await pool.query('select count(*) as count from campaign')).rows[0].count;
    const before = await campaigns();
    const fault = new Error('after the first half');
    let seen: Promise<number> | undefined;
    const half = stores.together(async (within) => {
      await within.campaigns.create(plan);
      // Not awaited here: the embedded database answers others only when the transaction is over.
      seen = campaigns();
      throw fault;
    });
    await expect(half).rejects.toBe(fault);
    expect(await seen).toBe(before);
    expect(await campaigns()).toBe(before);
  });

  it('a connection that is lost inside a transaction takes back what it did', async () => {
    const { pool, url } = given();
    const own = openPool(url, openLog('silent'));
    const client = await own.connect();
    client.on('error', () => undefined);
    await client.query('begin');
    await client.query('create table half_done (id integer)');
    client.release(new Error('cut'));
    await own.end();
    const { rows } = await pool.query("select to_regclass('half_done') as found");
    expect(rows).toEqual([{ found: null }]);
  });
}
