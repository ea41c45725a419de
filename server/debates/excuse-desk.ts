import type { ExcuseFile, ExcuseVote } from '../protocol/duties.ts';
import { Refusal } from '../protocol/refusals.ts';
import { type CommitteePlace, canVote, excuseStanding, maySit } from '../rules/excuses.ts';
import type { StoredExcuse } from '../store/excuses.ts';
import type { Stores } from '../store/stores.ts';

type Member = { accountId: string; atMs: number };

/** Every excuse of the campaign, as this member of the committee may act on it. */
export async function excuseFiles(stores: Stores, campaignId: string, member: Member): Promise<ExcuseFile[]> {
  const place = await stores.waivers.placeOf(campaignId, member.accountId);
  const excuses = await stores.excuses.ofCampaign(campaignId);
  return Promise.all(
    excuses.map(async (excuse) => fileOf(excuse, await sits(stores, excuse, place), member)),
  );
}

function fileOf(excuse: StoredExcuse, isTheirs: boolean, { accountId, atMs }: Member): ExcuseFile {
  const { name, zone, dueAtMs, card, terms } = excuse;
  const { votes } = excuseStanding(excuse);
  const granting = votes.filter(({ isGranted }) => isGranted).length;
  return {
    ...{ excuse: card, name, zone, dueAtMs },
    votes: { granting, refusing: votes.length - granting, needed: terms.excuseVotes },
    mayVote: isTheirs && canVote(excuse, { accountId, atMs }),
  };
}

async function sits({ waivers }: Stores, excuse: StoredExcuse, place: CommitteePlace): Promise<boolean> {
  const { level, areaId } = excuse;
  return maySit(place, level, place === null ? [] : await waivers.areasUpwards(areaId));
}

/** 7.3: one member's word on an excuse; refused where it is not theirs to say. */
export async function voteOnExcuse(
  stores: Stores,
  excuseId: string,
  vote: ExcuseVote & Member,
): Promise<StoredExcuse> {
  const { accountId, atMs, isGranted, reason } = vote;
  const excuse = await stores.excuses.read(excuseId);
  const place = await stores.waivers.placeOf(excuse.campaignId, accountId);
  if (!(await sits(stores, excuse, place)))
    throw new Refusal(excuse.level === 'central' ? 'not-central' : 'not-allowed');
  return stores.excuses.append(excuseId, { accountId, atMs, act: { kind: 'voted', isGranted, reason } });
}

/** 7.3: one member's word for waiving a duty for which no slot can be offered; the central committee's alone. */
export async function waiveDuty(
  { waivers }: Stores,
  word: { obligationId: string; accountId: string; atMs: number; reason: string },
): Promise<{ campaignId: string }> {
  const duty = await waivers.duty(word.obligationId);
  if (duty.accountId === word.accountId) throw new Refusal('own-matter');
  const place = await waivers.placeOf(duty.campaignId, word.accountId);
  if (!maySit(place, 'central', [])) throw new Refusal('not-central');
  if (duty.status !== 'open' && duty.status !== 'excused') throw new Refusal('excuse-closed', duty.status);
  await waivers.say(word);
  return duty;
}
