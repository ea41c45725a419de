import { Drill, type Hit, type Victim, victims } from '../../support/drill/drill.ts';
import { type Findings, findingsOf } from '../../support/drill/findings.ts';
import { chancesOf, drawSeed } from '../../support/seed.ts';
import type { Figure } from '../figure.ts';
import { atMost } from '../figure.ts';

const debates = 8;
const stepsBetween = 5;
const hitsOfEach: Record<Victim, number> = { server: 8, database: 5, backend: 4, redis: 5, workers: 4 };
const places = ['before-write', 'unanswered', 'answered', 'acknowledged', 'at-random', 'at-random'] as const;

/** What the workers write after a debate, and where they are hit while they do. */
const workerPoints = [
  { moment: 'before-write', statement: /insert into "verdict"/ },
  { moment: 'unanswered', statement: /insert into "verdict"/, followedBy: /^commit/i },
] as const;

type Drilled = Findings & { kills: Record<Victim, number> };

/** Debates with scripted candidates over real sockets, while everything they stand on is killed again and again. */
export async function run(): Promise<Figure[]> {
  const seed = drawSeed('kills');
  const drilled: Drilled[] = [];
  for (let debate = 0; debate < debates; debate += 1) {
    const one = await drill(seed + debate);
    console.log(`  debate ${debate} (seed ${seed + debate}): ${told(one)}`);
    drilled.push(one);
  }
  return figures(drilled);
}

async function drill(seed: number): Promise<Drilled> {
  await using opened = new AsyncDisposableStack();
  const drilled = await Drill.open(opened, seed);
  const kills = { server: 0, database: 0, backend: 0, redis: 0, workers: 0 };
  await drilled.course.begin();
  for (const hit of drawn(chancesOf(seed))) {
    for (let step = 0; step < stepsBetween; step += 1) await drilled.course.step();
    await drilled.hit(hit);
    kills[hit.victim] += 1;
  }
  await drilled.course.end();
  const isJudged = async () => (await drilled.stores.verdicts.forDebate(drilled.debateId)).length > 0;
  for (const point of workerPoints) if (await drilled.hitWorkers(point, isJudged)) kills.workers += 1;
  return { ...(await findingsOf(drilled)), kills };
}

/** Every victim so many times, each time somewhere, in a drawn order. */
function drawn(chance: () => number): Hit[] {
  const hits = victims.flatMap((victim) =>
    Array.from({ length: hitsOfEach[victim] }, (): Hit => ({ victim, at: oneOf(places, chance) })),
  );
  return hits
    .map((hit) => ({ hit, at: chance() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ hit }) => hit);
}

const oneOf = <T>(list: readonly T[], chance: () => number): T =>
  list[Math.floor(chance() * list.length)] as T;

function figures(drilled: readonly Drilled[]): Figure[] {
  const sum = (pick: (one: Drilled) => number) => drilled.reduce((total, one) => total + pick(one), 0);
  const kills = sum((one) => killsIn(one));
  const acknowledged = sum((one) => one.acknowledged);
  const by = victims.map((victim) => `${victim} ${sum((one) => one.kills[victim])}`).join(', ');
  const wrong = (what: string, value: number, beside: string): Figure =>
    atMost(0, { what, value, unit: '', limitedBy: beside });
  const judged = drilled.filter(({ absentee }) => absentee === 'absent').length;
  return [
    {
      what: 'SIGKILLs under live debates, at named points and at random',
      value: kills,
      goal: 200,
      unit: 'kills',
      ok: kills >= 200,
      limitedBy: `how long everything takes to be back; ${by}`,
    },
    wrong(
      'acknowledged acts that are not in the evidence',
      sum(({ lost }) => lost.length),
      `${acknowledged} were acknowledged`,
    ),
    wrong(
      'acts that are there twice, out of order, or though they were refused; broken chains; slots without one verdict',
      sum(
        ({ doubled, reordered, forged, brokenAt, unsettled }) =>
          doubled.length + reordered.length + forged.length + (brokenAt === null ? 0 : 1) + unsettled.length,
      ),
      `${sum(({ entries }) => entries)} entries in ${debates} debates`,
    ),
    wrong(
      'candidates who were there and lack a millisecond of it, or are not said to have attended',
      sum(({ blamed }) => blamed.length),
      `the rule judged all the same: who never came was absent in ${judged} of ${debates} debates`,
    ),
  ];
}

const killsIn = ({ kills }: Drilled): number => Object.values(kills).reduce((total, some) => total + some, 0);

function told(one: Drilled): string {
  const { lost, doubled, forged, reordered, brokenAt, unsettled, blamed } = one;
  const wrongs = { lost, doubled, forged, reordered, unsettled, blamed };
  const found = Object.entries(wrongs).filter(([, some]) => some.length > 0);
  const bad =
    found.length === 0 && brokenAt === null
      ? 'nothing wrong'
      : JSON.stringify({ ...Object.fromEntries(found), brokenAt });
  return `${killsIn(one)} kills, ${one.acknowledged} acknowledged, ${one.entries} entries, ${bad}`;
}
