/**
 * Main file of `npm run campaign -- FILE`: lays the first campaign into an empty database, and prints a fresh sign-in
 * link for each organiser, committee member and observer.
 */
import { officers, prepareCampaign } from '../server/campaign.ts';
import { ConfigError, readServerConfig } from '../server/platform/config.ts';

const [, , campaignFile] = process.argv;
try {
  if (campaignFile === undefined) throw new ConfigError('usage: npm run campaign -- FILE');
  const links = await prepareCampaign({ ...readServerConfig(process.env), campaignFile, invited: officers });
  for (const { role, name, link } of links) console.log(`${role.padEnd(10)} ${link}   ${name}`);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
