import { execFile } from 'node:child_process';
import { setTimeout as rest } from 'node:timers/promises';
import { promisify } from 'node:util';
import { signIn } from '../../support/hub.ts';
import { Line } from '../../support/line.ts';
import { withLineup } from '../../support/rehearsal/campaign.ts';
import { epochNowMs } from '../../support/rtc/source.ts';
import { openSupervisedHub, type SupervisedHub, until } from '../../support/supervised.ts';
import type { Figure } from '../figure.ts';
import { type Back, Broadcast, backFigure, described } from './recovery.ts';
import { openFormat } from './scene.ts';

const hubs = 5;
/** The supervisor starts a server that dies young after 400 ms, then after 800; more would be a crash loop. */
const killsOfEach = 2;
const betweenMs = 1_500;

/** Kills the server of a hub that runs as `npm start` runs it, twice in each of several. */
export async function run(): Promise<Figure[]> {
  const backs: Back[] = [];
  for (let hub = 0; hub < hubs; hub += 1) {
    const some = await killInOneHub();
    console.log(`  hub ${hub}: ${some.map(described).join('; ')}`);
    backs.push(...some);
  }
  const limits =
    'the start of the server (its supervisor waits 400 or 800 ms first) and the pauses of the pages between their tries; for the voice also the floor';
  return [backFigure(backs, { of: 'the server', limits })];
}

async function killInOneHub(): Promise<Back[]> {
  await using opened = new AsyncDisposableStack();
  const hub = opened.use(
    await openSupervisedHub({ LOG_LEVEL: 'warn' }, (seed) => withLineup(seed, 2, openFormat(600_000))),
  );
  const debateId = await onlyDebateOf(hub);
  const cookieOf = (role: string) =>
    signIn(hub.url, hub.links.find((link) => link.role === role)?.link.split('#')[1] ?? '');
  const place = { url: hub.url, debateId };
  const broadcast = await Broadcast.open(opened, { ...place, cookie: await cookieOf('candidate') });
  await giveFloor(place, await cookieOf('moderator'), broadcast.candidate.slotId);
  await broadcast.isOn();
  const backs: Back[] = [];
  while (backs.length < killsOfEach) {
    await rest(betweenMs);
    backs.push(await broadcast.backAfter(() => killServer(hub)));
  }
  return backs;
}

async function onlyDebateOf({ url }: SupervisedHub): Promise<string> {
  const response = await fetch(`${url}/api/debates`);
  const { debates } = (await response.json()) as { debates: { id: string }[] };
  return debates[0]?.id as string;
}

async function giveFloor(place: { url: string; debateId: string }, cookie: string, slotId: string) {
  using moderator = await Line.join(place, 'moderator', cookie);
  for (const reply of [
    await moderator.ask('debate.start', {}),
    await moderator.ask('floor.give', { slotId }),
  ])
    if (!reply.ok) throw new Error(`${reply.code}: ${reply.detail}`);
}

/** The server that runs now: the supervisor's child which runs the server's main file. */
async function killServer({ supervisor }: SupervisedHub): Promise<number> {
  const pid = await until('the server runs', async () => {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
    const ours = stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm);
    const [, found] =
      [...ours].find(
        ([, , parent, command = '']) =>
          Number(parent) === supervisor.pid && command.endsWith('server/main.ts'),
      ) ?? [];
    return found;
  });
  process.kill(Number(pid), 'SIGKILL');
  return epochNowMs();
}
