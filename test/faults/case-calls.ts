import { randomUUID } from 'node:crypto';
import type { CaseCommand } from '../../server/rules/case-acts.ts';
import type { TestHub } from '../support/hub.ts';

const hourMs = 3_600_000;

/** A complaint about the first candidate, as somebody filed it so long ago; gives its id. */
export async function complain(hub: TestHub, agoMs: number): Promise<string> {
  const { stores, candidates } = hub;
  const { id: campaignId } = await stores.campaigns.currentCampaign();
  const [standing] = await stores.candidacies.ofAccount(candidates[0]?.accountId as string);
  if (standing === undefined) throw new Error('nobody stands');
  const number = await stores.cases.fileComplaint({
    ...{ campaignId, ground: 'G7', candidacyId: standing.candidacyId, areaId: standing.area.id },
    ...{ text: 'It was said.', complainantId: null, nowMs: Date.now() - agoMs },
    trackingHash: `${randomUUID()}${randomUUID()}`.replaceAll('-', ''),
  });
  const cards = await stores.cases.cards(campaignId, Date.now());
  return cards.find((card) => card.number === number)?.id as string;
}

export async function perform(
  hub: TestHub,
  caseId: string,
  deed: { by: string; agoMs: number; command: CaseCommand },
): Promise<void> {
  const nowMs = Date.now() - deed.agoMs;
  const { by: accountId, command } = deed;
  await hub.stores.cases.perform({ caseId, accountId, commandId: randomUUID(), nowMs, command });
}

/** Two members of the centre's committee beside the one that the campaign has. */
export async function moreMembers(hub: TestHub): Promise<[string, string]> {
  const { id } = await hub.stores.campaigns.currentCampaign();
  const grant = async (name: string) => {
    const accountId = await hub.authentication.createAccount({
      name,
      email: `${randomUUID()}@example.invalid`,
    });
    await hub.stores.roles.grant(accountId, id, 'committee');
    return accountId;
  };
  return [await grant('Zhaiyk (fictional)'), await grant('Zerende (fictional)')];
}

/** A case in which the first candidate is asked. */
export async function askedCase(
  hub: TestHub,
  members: readonly [string, string],
  agoMs = hourMs,
): Promise<string> {
  const caseId = await complain(hub, agoMs);
  const [by] = members;
  await perform(hub, caseId, { by, agoMs, command: { act: 'admit' } });
  await perform(hub, caseId, { by, agoMs, command: { act: 'assign', memberId: by } });
  await perform(hub, caseId, { by, agoMs, command: { act: 'ask', text: 'What do you say?' } });
  return caseId;
}

/** A case that two have decided some hours ago. */
export async function decidedCase(
  hub: TestHub,
  members: readonly [string, string],
  choice: 'warn' | 'remove' = 'warn',
): Promise<string> {
  const caseId = await askedCase(hub, members, 30 * hourMs);
  const agoMs = 4 * hourMs;
  for (const by of members)
    await perform(hub, caseId, { by, agoMs, command: { act: 'vote', choice, reason: 'It was.' } });
  await perform(hub, caseId, { by: members[0], agoMs, command: { act: 'decide' } });
  return caseId;
}

/** What each route of cases needs to be right: a case in the state that it is about. */
export function caseCalls<Visitor>(hub: TestHub, signedIn: readonly Visitor[]) {
  const members = (() => {
    let made: Promise<[string, string]> | undefined;
    return () => {
      made ??= moreMembers(hub);
      return made;
    };
  })();
  const statement = () => ({ commandId: randomUUID(), text: 'It was not so.', attachmentIds: [] });
  const asked = async () => ({
    params: { caseId: await askedCase(hub, await members()) },
    body: statement(),
  });
  const decided = async () => ({
    params: { caseId: await decidedCase(hub, await members()) },
    body: statement(),
  });
  const complained = (body: object) => async () => ({
    params: { caseId: await complain(hub, 0) },
    body: { ...body, commandId: randomUUID() },
  });
  const committee = { of: ['committee'] } as const;
  const seat = async () => ({
    body: { accountId: await hub.accountOf('committee'), level: 'centre', areaId: null },
  });
  const days = {
    opensAtMs: Date.now() + 480 * hourMs,
    closesAtMs: Date.now() + 566 * hourMs,
    reason: 'Decree',
  };
  return {
    'own-cases.read': { of: signedIn },
    'own-case.answer': { of: ['candidate'], body: statement(), arranged: asked },
    'own-case.appeal': { of: ['candidate'], body: statement(), arranged: decided },
    'cases.list': committee,
    'case.read': { ...committee, arranged: complained({}) },
    'case.prepare': { ...committee, arranged: complained({ act: 'admit' }) },
    'case.rule': { ...committee, arranged: complained({ act: 'refuse', reason: 'It names no fact.' }) },
    'organiser.seat': { of: ['organiser'], arranged: seat },
    'organiser.voting-days': { of: ['organiser'], body: days },
    'notices.list': { of: signedIn },
    'notices.mark-read': { of: signedIn, body: { noticeIds: [randomUUID()] } },
    'notices.choose-language': { of: signedIn, body: { language: 'kk' } },
  } as const;
}
