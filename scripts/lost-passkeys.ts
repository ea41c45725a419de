/**
 * Main file of `npm run lost-passkeys -- EMAIL`: takes somebody's lost passkeys away, signs them out everywhere, and
 * prints a fresh sign-in link with which they make new ones.
 */
import { replaceLostPasskeys } from '../server/lost-passkeys.ts';
import { ConfigError, readServerConfig } from '../server/platform/config.ts';

const [, , email] = process.argv;
try {
  if (email === undefined) throw new ConfigError('usage: npm run lost-passkeys -- EMAIL');
  const link = await replaceLostPasskeys({ ...readServerConfig(process.env), email });
  if (link === null) throw new ConfigError(`Nobody here has the address ${email}.`);
  console.log(link);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
