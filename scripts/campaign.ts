/** Main file of `npm run campaign -- FILE`: lays the first campaign and prints its organiser's sign-in link. */
import { prepareCampaign } from '../server/campaign.ts';
import { ConfigError, readServerConfig } from '../server/platform/config.ts';

const [, , campaignFile] = process.argv;
try {
  if (campaignFile === undefined) throw new ConfigError('usage: npm run campaign -- FILE');
  const links = await prepareCampaign({ ...readServerConfig(process.env), campaignFile });
  for (const { role, name, link } of links) console.log(`${role.padEnd(10)} ${link}   ${name}`);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
