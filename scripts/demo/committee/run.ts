import { join } from 'node:path';
import type { RouteOutput } from '../../../server/protocol/routes.ts';
import { say } from '../progress.ts';
import { lastSeen } from '../waiting.ts';
import { answer, appeal, breaches, decide } from './bench.ts';
import { stageHours } from './campaign.ts';
import { assemble, type Candidate, type Cast } from './cast.ts';
import { excuse, rulePartial } from './excuses.ts';
import { type Hearing, openHearing, remove } from './hearing.ts';
import { CampaignHub } from './hub.ts';
import { Outsider } from './outsider.ts';
import { confirm, type Held, holdTogether, idNamed, type Wanted } from './rounds.ts';

export type Folders = { hub: string; outsider: string; photographs: string };
export type Outcome = {
  held: Held[];
  cast: Cast;
  finals: Map<string, string>;
  duties: { candidate: Candidate; status: string }[];
  register: RouteOutput<'register.read'>;
  outsider: { debateId: string; isSound: boolean; isEqual: boolean; slots: number }[];
  outages: number;
};

const atOnce = 5;
const units = { almaty: 'Almaty', mugalzhar: 'Mugalzhar district' } as const;
const groupsPerUnit = 8;
const finalWithinMs = 120_000;

/** Three weeks of a campaign in some minutes: debates, absences, excuses, cases, appeals, and what an outsider finds. */
export async function runCampaign(folders: Folders, opened: AsyncDisposableStack): Promise<Outcome> {
  const hub = new CampaignHub(folders.hub, join(folders.outsider, 'campaign.json'));
  opened.defer(() => hub.close());
  await hub.openAt(0);
  say(`the hub is open at ${hub.url}`);
  const cast = await assemble(hub);
  say(`${cast.candidates.length} candidates and ${cast.moderators.length + 7} officials are in`);
  const first = await firstStage(hub, cast);
  await hub.openAt(stageHours['local-conferences'][0] + 1);
  say('a day later: the first stage is over');
  const { url } = hub;
  const photographs = folders.photographs;
  await hearCases(cast, await openHearing({ url, members: cast.first, photographs }, opened));
  const second = await conferences(hub, cast);
  await hub.openAt(stageHours['regional-conferences'][0] + 1);
  say('another day later');
  const ofDistrict = second.find(({ wanted }) => wanted.areaName !== 'Almaty')?.wanted.candidates ?? [];
  const third = await regional(hub, cast, ofDistrict);
  await hub.openAt(stageHours['regional-conferences'][1] + 25);
  say('the campaign is over');
  return settled(hub, cast, { held: [...first, ...second, ...third], folder: folders.outsider });
}

async function firstStage(hub: CampaignHub, cast: Cast): Promise<Held[]> {
  const wanted = Object.entries(units).flatMap(([unit, areaName]) =>
    Array.from({ length: groupsPerUnit }, (_, group): Wanted => {
      const ofUnit = cast.candidates.filter((one) => one.unit === unit);
      const candidates = ofUnit.filter((_one, index) => index % groupsPerUnit === group);
      return { title: `${areaName}, debate ${group + 1}`, stageName: 'Debates', areaName, candidates };
    }),
  );
  const held: Held[] = [];
  for (let from = 0; from < wanted.length; from += atOnce) {
    // In the second batch the server is killed while everybody is on the stage.
    const cut = from === atOnce ? () => hub.killServer() : undefined;
    const batch = wanted.slice(from, from + atOnce);
    held.push(...(await holdTogether(hub, cast, { wanted: batch, ...(cut && { cut }) })));
    say(`held: ${held.length} debates${cut ? '; the server was killed in the middle of these' : ''}`);
  }
  for (const one of held) {
    const files = await confirm(one);
    for (const { verdict } of files.filter(({ verdict }) => verdict.outcome === 'partial'))
      await rulePartial(cast.first, {
        verdictId: verdict.id,
        ruling: isFirstToLeave(verdict.name, cast) ? 'accept' : 'make-up',
      });
  }
  const candidate = cast.candidates.find(({ part }) => part === 'absent-excused') as Candidate;
  const missed = held.find(({ wanted: { candidates } }) => candidates.includes(candidate)) as Held;
  await excuse(hub.url, cast, { candidate, held: missed });
  say(`${candidate.name} was absent and is excused, by two members of the committee`);
  return held;
}

function isFirstToLeave(name: string, { candidates }: Cast): boolean {
  return candidates.find(({ part }) => part === 'leaves')?.name === name;
}

async function hearCases(cast: Cast, hearing: Hearing): Promise<void> {
  const accused = cast.candidates.filter(({ fate }) => fate !== null);
  const cases = await breaches(cast.first[0] as Cast['organiser'], accused.length);
  say(`${cases.length} breaches have opened cases by themselves`);
  for (const { id: caseId, respondent } of cases) {
    const candidate = accused.find(({ candidacyId }) => candidacyId === respondent?.candidacyId);
    if (!candidate) throw new Error(`a case was opened against ${respondent?.name}, who owed nothing`);
    await answer(candidate, caseId, 'I was on the way and my car broke down. I had told nobody.');
    await remove(hearing, {
      caseId,
      reason: 'The debate was held, nobody was there for this slot, and no excuse was filed in time.',
      words: 'Did not take part in a debate that was owed.',
    });
    say(`${candidate.name} is removed, by ${hearing.members.length} votes, each on a page of its own`);
    if (candidate.fate !== 'removed') await hearAppeal(cast, candidate, caseId);
  }
}

async function hearAppeal(cast: Cast, candidate: Candidate, caseId: string): Promise<void> {
  const isSuccessful = candidate.fate === 'appeal-succeeds';
  await appeal(
    candidate,
    caseId,
    isSuccessful
      ? 'The invitation named another day; the letter is in the file.'
      : 'I ask for leniency: it was the first time.',
  );
  await decide(cast.appeal, {
    caseId,
    choice: isSuccessful ? 'overturn' : 'confirm',
    reason: isSuccessful
      ? 'The invitation sent to the candidate named another day. The duty was not made known.'
      : 'Nothing new was brought forward.',
    words: isSuccessful ? 'The appeal succeeds: the invitation named another day.' : 'The appeal fails.',
  });
  say(`the appeal of ${candidate.name} ${isSuccessful ? 'succeeds' : 'fails'}`);
}

type ListOf = {
  areaName: string;
  stageName: string;
  /** Who was rated there. */
  among: readonly Candidate[];
  seats: Record<string, number>;
};

/** Publishes who enters a stage, and gives those who do. */
async function advance(hub: CampaignHub, cast: Cast, list: ListOf): Promise<Candidate[]> {
  const { areaName, stageName, among, seats } = list;
  const rated = among.filter(
    ({ office, fate, part }) => seats[office] !== undefined && fate === null && part === 'there',
  );
  const organiser = await cast.organiser.deciding();
  const body = {
    stageId: idNamed(cast.desk.stages, stageName),
    areaId: idNamed(cast.desk.areas, areaName),
    seats: Object.entries(seats).map(([office, count]) => ({ office, seats: count })),
    ratings: rated.map(({ candidacyId }, index) => ({ candidacyId, votes: votesOf(index) })),
    closesAtMs: hub.nowMs + 60_000,
  };
  const { entrants } = await organiser.ask('organiser.preview-list', { body });
  await organiser.ask('organiser.publish-list', { body });
  const names = entrants.map(({ candidacyId }) => candidacyId);
  return cast.candidates.filter(({ candidacyId }) => names.includes(candidacyId));
}

/** The fourth and the fifth are tied. */
const votesOf = (index: number): number => [900, 800, 700, 650, 650][index] ?? 600 - index;

async function conferences(hub: CampaignHub, cast: Cast): Promise<Held[]> {
  const stageName = 'District and city conferences';
  const city = await advance(hub, cast, {
    ...{ areaName: 'Almaty', stageName, among: cast.candidates.filter(({ unit }) => unit === 'almaty') },
    seats: { 'regional-maslikhat': 2, majilis: 1 },
  });
  const areaName = 'Mugalzhar district';
  const district = await advance(hub, cast, {
    ...{ areaName, stageName, among: cast.candidates.filter(({ unit }) => unit === 'mugalzhar') },
    seats: { 'regional-maslikhat': 1, majilis: 1 },
  });
  say(`${city.length} enter the conference of Almaty, ${district.length} that of the district`);
  const half = Math.ceil(city.length / 2);
  const wanted: Wanted[] = [
    { title: 'Conference of Almaty, 1', stageName, areaName: 'Almaty', candidates: city.slice(0, half) },
    { title: 'Conference of Almaty, 2', stageName, areaName: 'Almaty', candidates: city.slice(half) },
    { title: 'Conference of the district', stageName, areaName, candidates: district },
  ];
  return holdAndConfirm(hub, cast, wanted);
}

/** O-6: only who came through the district's conference owes the region's. */
async function regional(hub: CampaignHub, cast: Cast, among: readonly Candidate[]): Promise<Held[]> {
  const stageName = 'Regional conferences';
  const candidates = await advance(hub, cast, {
    ...{ areaName: 'Aktobe region', stageName, among },
    seats: { majilis: 1 },
  });
  const title = 'Conference of the region';
  return holdAndConfirm(hub, cast, [{ title, stageName, areaName: 'Aktobe region', candidates }]);
}

async function holdAndConfirm(hub: CampaignHub, cast: Cast, wanted: readonly Wanted[]): Promise<Held[]> {
  const held = await holdTogether(hub, cast, { wanted });
  for (const one of held) await confirm(one);
  return held;
}

type Ended = { held: Held[]; folder: string };

async function settled(hub: CampaignHub, cast: Cast, { held, folder }: Ended): Promise<Outcome> {
  const finals = new Map<string, string>();
  const outsider = new Outsider(hub.url, folder);
  const checks: Outcome['outsider'] = [];
  let outages = 0;
  for (const { debateId, moderator } of held) {
    const { files } = await lastSeen({
      look: () => moderator.account.visitor.ask('judgements.ofDebate', { params: { debateId } }),
      isEnough: (seen) => current(seen.files).every(({ verdict }) => verdict.status === 'final'),
      withinMs: finalWithinMs,
    });
    for (const { verdict } of current(files)) finals.set(`${debateId} ${verdict.name}`, verdict.outcome);
    const { isSound, verdicts } = await outsider.check(debateId);
    const isEqual = verdicts.every((one) => one.isEqual);
    checks.push({ debateId, isSound, isEqual, slots: verdicts.length });
    const review = await cast.first[0]?.visitor.ask('committee.review', { params: { debateId } });
    outages += review?.outages.length ?? 0;
  }
  const duties = await Promise.all(
    cast.candidates.map(async (candidate) => {
      const { candidacies } = await candidate.account.visitor.ask('candidate.read');
      return candidacies.flatMap((one) => one.duties).map(({ status }) => ({ candidate, status }));
    }),
  );
  const register = await cast.organiser.visitor.ask('register.read');
  return { held, cast, finals, duties: duties.flat(), register, outsider: checks, outages };
}

type Files = RouteOutput<'judgements.ofDebate'>['files'];
const current = (files: Files): Files => files.filter(({ verdict }) => verdict.status !== 'superseded');
