/** Main file of `npm start`: a whole hub on one machine, with whatever is not given run beside it. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { oneOfEach, prepareCampaign, type SignInLink } from '../campaign.ts';
import { ConfigError, readSupervisorConfig } from '../platform/config.ts';
import { type Child, DidNotStart } from './child.ts';
import { FolderInUse, Supervisor } from './supervisor.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const config = readSupervisorConfig(process.env);
  const isDev = process.argv.includes('--dev');
  const supervisor = Supervisor.open(config.dataDir, say);
  stopWith(supervisor);
  try {
    const foundations = await supervisor.layFoundations(config);
    const port = config.port === 0 ? await freePort() : config.port;
    const publicUrl = config.publicUrl ?? `http://${nameOf(config.host)}:${port}`;
    const campaignFile = config.campaignFile ?? here('campaigns/first.json');
    const links = await prepareCampaign({ ...foundations, publicUrl, campaignFile, invited: oneOfEach });
    const env = {
      DATABASE_URL: foundations.databaseUrl,
      REDIS_URL: foundations.redisUrl,
      HUB_SECRET: foundations.secret,
      PUBLIC_URL: publicUrl,
      ...supervisor.records(config),
      ...(nameOf(config.host) !== 'localhost' && { MEDIA_ADDRESS: config.host }),
    };
    const workers = await supervisor.run('workers', here('../../workers/main.ts'), { env });
    const server = await startServer(supervisor, { env, port, isDev });
    greet({ publicUrl, links, logs: supervisor.logs });
    process.send?.({ ready: true, publicUrl, links, pids: { server: server.pid, workers: workers.pid } });
  } catch (error) {
    const isAsked = supervisor.isClosing;
    await supervisor.close();
    if (!isAsked) throw error;
  }
}

/** In development the pages come from Vite, which passes everything else on to a server that restarts on change. */
async function startServer(
  supervisor: Supervisor,
  { env, port, isDev }: { env: NodeJS.ProcessEnv; port: number; isDev: boolean },
): Promise<Child> {
  const serverPort = isDev ? await freePort() : port;
  const server = here('../main.ts');
  const watched = isDev ? { execArgv: ['--watch', '--watch-preserve-output'] } : {};
  const child = await supervisor.run('server', server, {
    env: { ...env, PORT: String(serverPort) },
    ...watched,
  });
  if (!isDev) return child;
  await supervisor.run('pages', here('pages.ts'), {
    args: [String(port)],
    env: { HUB_ORIGIN: `http://localhost:${serverPort}` },
  });
  return child;
}

/** What to type for this machine itself: an address that means all or only itself is called localhost. */
function nameOf(host: string): string {
  return ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function greet({
  publicUrl,
  links,
  logs,
}: {
  publicUrl: string;
  links: readonly SignInLink[];
  logs: string;
}): void {
  say(`\nThe debate hub is open at ${publicUrl}   (Ctrl-C stops it; logs are in ${logs})\n`);
  if (links.length === 0) return;
  say('Sign in with one of these links. Each works once, for a day:');
  for (const { role, name, link } of links) say(`  ${role.padEnd(10)} ${link}   ${name}`);
  say('');
}

function stopWith(supervisor: Supervisor): void {
  const stop = (): void => {
    supervisor.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(event, stop);
}

/** What a person can mend is a sentence; everything else comes with its stack. */
const sentences = [ConfigError, FolderInUse, DidNotStart];

main().catch((error: unknown) => {
  const isSentence = sentences.some((kind) => error instanceof kind);
  console.error(isSentence ? (error as Error).message : error);
  process.exit(1);
});
