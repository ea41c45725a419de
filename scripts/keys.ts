/**
 * Main file of `npm run keys -- create|list|rotate`: the key that signs in the hub's name (REC-5). Nothing else ever
 * touches its file.
 */
import { openClock } from '../server/platform/clock.ts';
import { ConfigError, readKeyFileConfig, readKeysConfig } from '../server/platform/config.ts';
import { openDatabase, openSetupPool } from '../server/platform/database.ts';
import { openLog } from '../server/platform/log.ts';
import { createSigningKey } from '../server/platform/signing.ts';
import { rotateKey } from '../server/store/key-rotation.ts';
import { type RecordStore, recordStore } from '../server/store/records.ts';
import type { Tables } from '../server/store/tables.ts';

async function withRecords(work: (records: RecordStore, file: string) => Promise<void>): Promise<void> {
  const { databaseUrl, signingKeyFile } = readKeysConfig(process.env);
  const pool = await openSetupPool(databaseUrl, openLog('warn'));
  try {
    await work(recordStore(openDatabase<Tables>(pool)), signingKeyFile);
  } finally {
    await pool.end();
  }
}

const commands: Record<string, () => Promise<void>> = {
  create: async () => {
    const { keyId, publicKey } = createSigningKey(readKeyFileConfig(process.env).signingKeyFile);
    console.log(`${keyId} ${publicKey}`);
  },
  list: () =>
    withRecords(async (records) => {
      for (const { keyId, publicKey, createdAtMs } of await records.keys()) {
        console.log(`${keyId} ${publicKey} ${new Date(createdAtMs).toISOString()}`);
      }
    }),
  rotate: () =>
    withRecords(async (records, file) => {
      const { from, to } = await rotateKey(records, file, openClock().now());
      console.log(`${to} signs instead of ${from}. Start the servers and workers again with the new file.`);
    }),
};

try {
  const command = commands[process.argv[2] ?? ''];
  if (command === undefined) throw new ConfigError('usage: npm run keys -- create|list|rotate');
  await command();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
