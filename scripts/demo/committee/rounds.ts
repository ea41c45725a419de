import type { RouteOutput } from '../../../server/protocol/routes.ts';
import { say } from '../progress.ts';
import { lastSeen } from '../waiting.ts';
import type { Candidate, Cast, Moderator } from './cast.ts';
import { hold } from './held.ts';
import type { CampaignHub } from './hub.ts';

type VerdictFile = RouteOutput<'judgements.ofDebate'>['files'][number];

/** One debate to be held: who stands in it, and where. */
export type Wanted = { title: string; stageName: string; areaName: string; candidates: readonly Candidate[] };
export type Held = { debateId: string; moderator: Moderator; second: Moderator; wanted: Wanted };

const proposedWithinMs = 60_000;
const soonMs = 60_000;

/** Publishes these debates and holds them side by side, each under a moderator of its own. */
export async function holdTogether(
  hub: CampaignHub,
  cast: Cast,
  { wanted, cut }: { wanted: readonly Wanted[]; cut?: () => Promise<void> },
): Promise<Held[]> {
  const held = await Promise.all(wanted.map((one, index) => publish(hub, cast, { wanted: one, index })));
  const meanwhile = cut && together(held.length, cut);
  await Promise.all(held.map((one) => holdOne(hub, one, meanwhile)));
  return held;
}

async function publish(
  hub: CampaignHub,
  { desk, organiser, moderators }: Cast,
  { wanted, index }: { wanted: Wanted; index: number },
): Promise<Held> {
  const moderator = moderators[index % moderators.length] as Moderator;
  const second = moderators[(index + 1) % moderators.length] as Moderator;
  const { title, candidates } = wanted;
  const { debateId } = await organiser.visitor.ask('organiser.create-debate', {
    body: {
      title: { kk: title, ru: title, en: title },
      areaId: idNamed(desk.areas, wanted.areaName),
      stageId: idNamed(desk.stages, wanted.stageName),
      formatId: desk.formats[0]?.id as string,
      plannedStartMs: hub.nowMs + soonMs,
      candidacyIds: candidates.map(({ candidacyId }) => candidacyId),
      moderatorIds: [moderator.accountId],
    },
  });
  return { debateId, moderator, second, wanted };
}

export function idNamed(all: readonly { id: string; names: { en: string } }[], name: string): string {
  const found = all.find(({ names }) => names.en === name);
  if (!found) throw new Error(`nothing is called ${name}`);
  return found.id;
}

async function holdOne(
  { url }: CampaignHub,
  { debateId, moderator, wanted: { candidates } }: Held,
  meanwhile: (() => Promise<void>) | undefined,
): Promise<void> {
  const { lineup } = await moderator.account.visitor.ask('debate.read', { params: { debateId } });
  const speakers = lineup.map((slot) => {
    const { part, account } = candidates.find(
      ({ candidacyId }) => candidacyId === slot.candidacyId,
    ) as Candidate;
    return { slot, part, cookie: account.cookie };
  });
  await hold({ url, debateId, moderatorCookie: moderator.account.cookie, speakers, meanwhile });
}

/** Does it once, when so many have come, and lets them all go on. */
function together(count: number, work: () => Promise<void>): () => Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let came = 0;
  return () => {
    came += 1;
    if (came === count) work().then(resolve, reject);
    return promise;
  };
}

/** The moderator confirms what the job proposes, and so does another moderator; but for who is to stay unconfirmed. */
export async function confirm({ debateId, moderator, second, wanted }: Held): Promise<VerdictFile[]> {
  const look = async () =>
    (await moderator.account.visitor.ask('judgements.ofDebate', { params: { debateId } })).files;
  const isEnough = (files: VerdictFile[]) => files.length === wanted.candidates.length;
  const files = await lastSeen({ look, isEnough, withinMs: proposedWithinMs });
  const unconfirmed = wanted.candidates
    .filter(({ part }) => part === 'absent-unconfirmed')
    .map(({ name }) => name);
  const verdictIds = files
    .filter(({ verdict }) => !unconfirmed.includes(verdict.name))
    .map(({ verdict }) => verdict.id);
  for (const { account } of [moderator, second]) {
    const visitor = await account.deciding();
    await visitor.ask('judgements.confirm', { params: { debateId }, body: { verdictIds } });
  }
  say(`confirmed by two: ${wanted.title}: ${files.map(({ verdict }) => verdict.outcome).join(', ')}`);
  return files;
}
