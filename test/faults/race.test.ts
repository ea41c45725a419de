import fc, { type Scheduler } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaRoom } from '../../server/media/room.ts';
import type { MediaWorkers } from '../../server/media/workers.ts';
import { type RefusalCode, refusalCodes } from '../../server/protocol/refusals.ts';
import { replay } from '../../server/rules/stage.ts';
import { openRoom, openWorkers } from '../support/media.ts';
import { drawSeed } from '../support/seed.ts';
import { assertLegalCourse } from './legal-course.ts';
import {
  type Account,
  alma,
  ben,
  plan,
  ScheduledDebate,
  slotOfAccount,
  type Write,
} from './scheduled-debate.ts';
import { ScheduledPage } from './scheduled-page.ts';

/** `RUNS` in the environment plays more of them, as by night. */
const runs = Number(process.env.RUNS ?? 5_000);
/** The answer to the hub itself was lost: asked again with the same id, it says which. */
const uncertain: readonly RefusalCode[] = ['internal', 'not-recorded'];
const homesEach = 2;
const reason = 'Shouting';

type Step = (page: ScheduledPage) => Promise<unknown>;

/** What a moderator may try, whether they lead or not. */
const ofModerators: Record<string, Step> = {
  'remove Alma': (page) => page.ask('slot.remove', { slotId: alma, reason }),
  'readmit Alma': (page) => page.ask('slot.readmit', { slotId: alma, reason }),
  'give Alma': (page) => page.ask('floor.give', { slotId: alma }),
  'give Ben': (page) => page.ask('floor.give', { slotId: ben }),
  'interrupt for Ben': (page) => page.ask('floor.interrupt', { slotId: ben, kind: 'point-of-order' }),
  take: (page) => page.ask('floor.take', {}),
  'next part': (page) => page.ask('phase.next', {}),
  pause: (page) => page.ask('debate.pause', { reason }),
  continue: (page) => page.ask('debate.continue', {}),
  undo: (page) => page.ask('act.undo', {}),
  'hand over': (page) =>
    page.ask('chair.hand-over', { accountId: page.account === 'mira' ? 'nora' : 'mira' }),
  'take the chair': (page) => page.ask('chair.take', {}),
  end: (page) => page.ask('debate.end', {}),
};
/** What a candidate's page may try. */
const ofCandidates: Record<string, Step> = {
  'come in': (page) => page.ask('debate.enter', {}),
  'take over': (page) => page.ask('debate.enter', { isTakingOver: true }),
  yield: (page) => page.ask('floor.yield', {}),
  raise: (page) => page.ask('hand.raise', {}),
  'lose the line': async (page) => page.leave(false),
  leave: async (page) => page.leave(true),
};

const stepsOf = (names: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...names), { minLength: 1, maxLength });
const often = (name: string, times: number) => Array<string>(times).fill(name);

const race = fc.record({
  mira: stepsOf([...Object.keys(ofModerators), ...often('remove Alma', 4), ...often('hand over', 2)], 6),
  nora: stepsOf([...Object.keys(ofModerators), ...often('remove Alma', 2), ...often('hand over', 2)], 5),
  pages: fc.array(
    stepsOf([...Object.keys(ofCandidates), ...often('come in', 3), ...often('take over', 3)], 5),
    {
      minLength: 2,
      maxLength: 3,
    },
  ),
  isMoved: fc.boolean(),
  writes: fc.array(fc.constantFrom<Write>('answered', 'answered', 'answered', 'lost', 'unanswered'), {
    maxLength: 8,
  }),
});

describe('reliability scenario 38: a removal, a return, the end and a change of chair at the same time', () => {
  let workers: MediaWorkers;
  const spareRooms: MediaRoom[] = [];
  beforeAll(async () => {
    workers = await openWorkers();
  });
  afterAll(async () => {
    for (const room of spareRooms) await room.close();
    await workers?.close();
  });

  it('whoever comes first, there is one legal outcome', async () => {
    const seed = drawSeed('race');
    const seen = new Map<string, number>();
    const startedMs = performance.now();
    await fc.assert(
      fc.asyncProperty(race, fc.scheduler(), async (plans, scheduler) => {
        while (spareRooms.length < homesEach) spareRooms.push(await openRoom(workers));
        const debate = new ScheduledDebate(scheduler, () => spareRooms.pop() as MediaRoom);
        try {
          const pages = await scheduler.waitFor(play(debate, plans));
          await scheduler.waitIdle();
          await check(debate, pages, scheduler);
          const { stage } = debate.home.view();
          count(stage.status === 'ended' ? 'ended' : stage.removed.includes(alma) ? 'removed' : 'there');
          if (plans.isMoved) count('on another server');
          if (debate.chairs > 1) count('chair changed');
        } finally {
          await debate.close();
        }
      }),
      { seed, numRuns: runs },
    );
    const tookMs = Math.round(performance.now() - startedMs);
    console.info(`race: ${runs} seeds in ${tookMs} ms`, Object.fromEntries(seen));

    function count(what: string) {
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }, 240_000);
});

type Race = typeof race extends fc.Arbitrary<infer R> ? R : never;

/** Everybody is there and Alma speaks; then everybody goes on as they want, when the scheduler says so. */
async function play(debate: ScheduledDebate, plans: Race): Promise<ScheduledPage[]> {
  await debate.takeUp();
  const pages: ScheduledPage[] = [];
  const open = (account: Account) => {
    const page = new ScheduledPage(debate, account);
    pages.push(page);
    return page;
  };
  const [mira, nora, first, other] = [open('mira'), open('nora'), open('alma'), open('ben')];
  for (const page of [mira, nora, first, other]) await page.ask('debate.enter', {});
  await mira.ask('debate.start', {});
  await mira.ask('floor.give', { slotId: alma });
  debate.fail(plans.writes);

  await Promise.all([
    moderate(mira, plans.mira),
    moderate(nora, plans.nora),
    ...plans.pages.map((steps, index) => appear(index === 0 ? first : open('alma'), steps)),
    ...(plans.isMoved ? [debate.turn('another server').then(() => debate.takeUp())] : []),
  ]);

  /** Who leads comes back by themselves when their line is gone. */
  async function moderate(page: ScheduledPage, steps: string[]): Promise<void> {
    let line = page;
    for (const step of steps) {
      await debate.turn(`${line.account}: ${step}`);
      if (!line.isInside) {
        line = open(line.account);
        await line.ask('debate.enter', {});
      }
      await ofModerators[step]?.(line);
    }
  }

  async function appear(page: ScheduledPage, steps: string[]): Promise<void> {
    let line = page;
    for (const step of steps) {
      await debate.turn(`${line.account}: ${step}`);
      if (!line.isInside) line = open(line.account);
      await ofCandidates[step]?.(line);
    }
  }

  return pages;
}

async function check(debate: ScheduledDebate, pages: ScheduledPage[], scheduler: Scheduler): Promise<void> {
  const { entries, home } = debate;
  assertLegalCourse(entries, slotOfAccount);
  const { stage } = home.view();
  expect(stage).toEqual(replay(plan, entries));
  checkAnswers(debate, pages);
  const isRemoved = stage.status !== 'ended' && stage.removed.includes(alma);
  checkLines(debate, { pages, most: isRemoved ? 0 : 1 });

  debate.fail([]);
  const again = new ScheduledPage(debate, 'alma');
  const reply = await scheduler.waitFor(again.ask('debate.enter', { isTakingOver: true }));
  const expected = stage.status === 'ended' ? 'debate-over' : isRemoved ? 'removed-from-debate' : 'ok';
  expect(reply.ok ? 'ok' : reply.code).toBe(expected);
}

/** What was refused was not done. */
function checkAnswers({ entries }: ScheduledDebate, pages: ScheduledPage[]): void {
  const done = new Set(entries.map(({ commandId }) => commandId));
  for (const { id, name, reply } of pages.flatMap((page) => page.said)) {
    if (reply.ok) continue;
    expect(refusalCodes).toContain(reply.code);
    if (done.has(id) && !uncertain.includes(reply.code))
      throw new Error(`${name} was refused with ${reply.code}, and done`);
  }
}

/** At most so many of Alma's lines are open, and none that has left by the evidence. */
function checkLines(
  { entries, home }: ScheduledDebate,
  { pages, most }: { pages: ScheduledPage[]; most: number },
): void {
  const left = entries.flatMap((entry) => (entry.kind === 'member.left' ? [entry.payload.device] : []));
  const open = pages.filter((page) => page.account === 'alma' && page.isInside && page.isAt(home));
  expect(open.length).toBeLessThanOrEqual(most);
  expect(open.filter(({ connection }) => left.includes(connection.id))).toEqual([]);
}
