import { randomUUID } from 'node:crypto';
import type { VoteChoice } from '../../../server/protocol/cases.ts';
import type { RouteBody, RouteOutput } from '../../../server/protocol/routes.ts';
import { lastSeen } from '../waiting.ts';
import type { Account } from './account.ts';
import type { Candidate } from './cast.ts';

type CaseCard = RouteOutput<'cases.list'>['cases'][number];
type CaseView = RouteOutput<'case.read'>;

const openedWithinMs = 120_000;

/** The breaches that have become cases by themselves, once there are so many. */
export async function breaches({ visitor }: Account, count: number): Promise<CaseCard[]> {
  return lastSeen({
    look: async () => (await visitor.ask('cases.list')).cases.filter(({ kind }) => kind === 'breach'),
    isEnough: (cases) => cases.length >= count,
    withinMs: openedWithinMs,
  });
}

/** The candidate's own words, in their own case. */
export async function answer({ account }: Candidate, caseId: string, text: string): Promise<void> {
  const statement = { commandId: randomUUID(), text, attachmentIds: [] };
  await account.visitor.ask('own-case.answer', { params: { caseId }, body: statement });
}

export async function appeal({ account }: Candidate, caseId: string, text: string): Promise<void> {
  const statement = { commandId: randomUUID(), text, attachmentIds: [] };
  await account.visitor.ask('own-case.appeal', { params: { caseId }, body: statement });
}

type Said = { caseId: string; choice: VoteChoice; reason: string; words: string };

/** Every member votes, one of them says what the votes come to, another one writes what the public reads. */
export async function decide(
  members: readonly Account[],
  { caseId, choice, reason, words }: Said,
): Promise<CaseView> {
  const [teller, writer] = members as [Account, Account];
  for (const member of members)
    await rule(member, caseId, { act: 'vote', commandId: randomUUID(), choice, reason });
  await rule(teller, caseId, { act: 'decide', commandId: randomUUID() });
  return rule(writer, caseId, { act: 'publish', commandId: randomUUID(), words });
}

type Ruling = RouteBody<'case.rule'>;

async function rule(member: Account, caseId: string, body: Ruling): Promise<CaseView> {
  const visitor = await member.deciding();
  return visitor.ask('case.rule', { params: { caseId }, body });
}
