import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../server/platform/hash.ts';
import type { Reply } from '../../server/protocol/refusals.ts';
import type { RequestName } from '../../server/protocol/requests.ts';
import { drawOrder } from '../../server/rules/draw.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line, ticketFor } from '../support/line.ts';
import { chancesOf, drawSeed } from '../support/seed.ts';
import { assertLegalCourse } from './legal-course.ts';
import { longDebate } from './long-debate.ts';

const rounds = 12;
/** Everybody acts within this of each other: about as long as one act takes. */
const closenessMs = 40;
const reason = 'Shouting';
const withTwoModerators = (seed: Seed): Seed => ({
  ...longDebate()(seed),
  people: [
    ...seed.people,
    {
      key: 'tekes',
      name: 'Moderator Tekes (fictional)',
      email: 'tekes@example.invalid',
      roles: ['moderator'],
    },
  ],
  debates: seed.debates.map((debate) => ({ ...debate, moderators: [...debate.moderators, 'tekes'] })),
});

describe('reliability scenario 38, over real sockets', () => {
  let hub: TestHub;
  let chance: () => number;
  const cookies = { chair: '', second: '' };
  let secondId: string;

  beforeAll(async () => {
    hub = await openTestHub(withTwoModerators);
    chance = chancesOf(drawSeed('race on sockets'));
    const { moderatorIds } = await hub.stores.debates.homeRecord(hub.debateId);
    secondId = moderatorIds.find((id) => id !== hub.moderatorId) as string;
    cookies.chair = await hub.signIn(hub.moderatorId);
    cookies.second = await hub.signIn(secondId);
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  it('whoever comes first, there is one legal outcome', async () => {
    const outcomes: string[] = [];
    for (let number = 0; number < rounds; number += 1) {
      const round = await openRound(number);
      await Promise.all(actsOf(round).map((act) => pause(chance() * closenessMs).then(act)));
      outcomes.push(await outcomeOf(round));
      for (const line of [round.chair, round.second, ...round.pages]) line.leave();
    }
    console.info('race on sockets:', outcomes.join(', '));
    expect(new Set(outcomes).size).toBeGreaterThan(1);
  });

  /** One candidate is there and speaks, and has two more tickets in hand. */
  async function openRound(number: number) {
    const { accountId } = hub.candidates[number % hub.candidates.length] as TestHub['candidates'][0];
    const cookie = await hub.signIn(accountId);
    const { debateId, slotOfAccount } = await newDebate();
    const slotId = slotOfAccount[accountId] as string;
    const place = { url: hub.url, debateId };
    const chair = await Line.join(place, 'moderator', cookies.chair);
    const second = await Line.join(place, 'moderator', cookies.second);
    const pages = [await Line.join(place, 'candidate', cookie)];
    await chair.ask('debate.start', {});
    await chair.ask('floor.give', { slotId });
    const tickets = [
      await ticketFor(place, 'candidate', cookie),
      await ticketFor(place, 'candidate', cookie),
    ];
    return { debateId, slotOfAccount, slotId, chair, second, pages, tickets };
  }

  type Round = Awaited<ReturnType<typeof openRound>>;

  function actsOf({ slotId, chair, second, pages, tickets }: Round): (() => Promise<unknown>)[] {
    const say = (line: Line, name: RequestName, input: object) => () => answered(line, name, input);
    const remove = { slotId, reason };
    return [
      say(chair, 'slot.remove', remove),
      say(second, 'slot.remove', remove),
      say(chair, 'chair.hand-over', { accountId: secondId }),
      say(second, 'floor.give', { slotId }),
      say(pages[0] as Line, 'floor.yield', {}),
      ...tickets.map((ticket) => () => comeBack(ticket, pages)),
      ...(chance() < 0.5 ? [say(chair, 'slot.readmit', remove)] : []),
      ...(chance() < 0.5 ? [say(chance() < 0.5 ? chair : second, 'debate.end', {})] : []),
    ];
  }

  async function comeBack(ticket: string, pages: Line[]): Promise<void> {
    const page = await Line.open(hub.url, ticket);
    pages.push(page);
    const reply = await answered(page, 'debate.enter', { isTakingOver: true });
    if (reply?.ok === false) page.leave();
  }

  async function outcomeOf({ debateId, slotOfAccount, pages }: Round): Promise<string> {
    const entries = await hub.stores.evidence.read(debateId);
    assertLegalCourse(entries, slotOfAccount);
    const last = entries.findLast(({ kind }) => kind === 'slot.removed' || kind === 'slot.readmitted');
    const isRemoved = last?.kind === 'slot.removed';
    const open = () => pages.filter(({ socket }) => socket.connected);
    await vi.waitUntil(() => open().length <= (isRemoved ? 0 : 1), { timeout: 5_000 });
    if (entries.at(-1)?.kind === 'debate.ended') return 'ended';
    return isRemoved ? 'removed' : 'there';
  }

  async function newDebate() {
    const { id: campaignId } = await hub.stores.campaigns.currentCampaign();
    const desk = await hub.stores.campaigns.organiserDesk(campaignId);
    const candidacyIds = desk.candidacies.map(({ id }) => id);
    const drawSeedText = `${chance()}`;
    const debateId = await hub.stores.debates.create({
      campaignId,
      title: { kk: 'Жарыс', ru: 'Гонка', en: 'Race' },
      areaId: desk.areas[0]?.id as string,
      stageId: desk.stages[0]?.id as string,
      formatId: desk.formats[0]?.id as string,
      plannedStartMs: Date.now(),
      candidacyIds,
      moderatorIds: [hub.moderatorId, secondId],
      order: drawOrder(candidacyIds, drawSeedText, sha256),
      drawSeed: drawSeedText,
      createdBy: await hub.accountOf('organiser'),
      nowMs: Date.now(),
    });
    const { slotOfAccount } = await hub.stores.debates.homeRecord(debateId);
    return {
      debateId,
      slotOfAccount,
      slotId: slotOfAccount[hub.candidates[0]?.accountId as string] as string,
    };
  }
});

/** The answer, or nothing when the line is closed before it comes. */
function answered(line: Line, name: RequestName, input: object): Promise<Reply<unknown> | undefined> {
  return new Promise((resolve) => {
    if (line.socket.disconnected) resolve(undefined);
    line.socket.once('disconnect', () => resolve(undefined));
    line.socket.emit('request', { id: randomUUID(), name, input }, resolve);
  });
}
