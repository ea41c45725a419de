import type { Clock } from '../../platform/clock.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { CaseCommand } from '../../rules/case-acts.ts';
import type { Stores } from '../../store/stores.ts';
import type { Call, RouteHandlers } from '../http.ts';

type CaseRoute =
  | 'own-cases.read'
  | 'own-case.answer'
  | 'own-case.appeal'
  | 'cases.list'
  | 'case.read'
  | 'case.prepare'
  | 'case.rule'
  | 'organiser.seat'
  | 'organiser.voting-days';

export type CaseTools = { stores: Stores; clock: Clock };

/** What the person a case is about does in it, and what the committee does. The rules say who may, and when. */
export function caseRoutes(tools: CaseTools): Pick<RouteHandlers, CaseRoute> {
  const { stores, clock } = tools;
  const own = (visitor: Visitor) => stores.cases.own({ accountId: accountOf(visitor), nowMs: clock.now() });
  const state = (act: 'answer' | 'appeal') => async (call: Said<'own-case.answer'>) => {
    const { commandId, ...statement } = call.body;
    await perform(call, { commandId, command: { act, ...statement } }, tools);
    return caseIn(await own(call.visitor), call.params.caseId);
  };
  const byMember = async (call: Said<'case.prepare'> | Said<'case.rule'>) => {
    const { commandId, ...command } = call.body;
    await perform(call, { commandId, command: command as CaseCommand }, tools);
    return view(call);
  };
  const view = ({ params, visitor }: Asked) =>
    stores.cases.view(params.caseId, { accountId: accountOf(visitor), nowMs: clock.now() });
  return {
    'own-cases.read': async ({ visitor }) => ({ cases: await own(visitor) }),
    'own-case.answer': state('answer'),
    'own-case.appeal': state('appeal'),
    'cases.list': async ({ visitor }) => {
      const reader = { accountId: accountOf(visitor), nowMs: clock.now() };
      return { cases: await stores.cases.listFor(await campaignId(stores), reader) };
    },
    'case.read': view,
    'case.prepare': byMember,
    'case.rule': byMember,
    ...organiserRoutes(tools),
  };
}

function organiserRoutes({
  stores,
  clock,
}: CaseTools): Pick<RouteHandlers, 'organiser.seat' | 'organiser.voting-days'> {
  return {
    'organiser.seat': async ({ body, visitor }) => {
      const campaign = await campaignId(stores);
      const members = await stores.roles.accountsWith(campaign, 'committee');
      if (!members.some(({ accountId }) => accountId === body.accountId))
        throw new Refusal('not-found', 'no member of the committee');
      await stores.together(async ({ cases, acts }) => {
        await cases.seat(campaign, body);
        const act = { accountId: visitor.accountId, action: 'committee.seat', subject: body.accountId };
        await acts.record({ ...act, atMs: clock.now(), detail: { level: body.level, areaId: body.areaId } });
      });
      return {};
    },
    'organiser.voting-days': async ({ body, visitor }) => {
      const campaign = await campaignId(stores);
      const days = { ...body, saidAtMs: clock.now(), saidBy: accountOf(visitor) };
      await stores.together(async ({ cases, acts }) => {
        await cases.sayVotingDays(campaign, days);
        const act = { accountId: visitor.accountId, action: 'voting.days', subject: campaign };
        await acts.record({ ...act, atMs: days.saidAtMs, detail: body });
      });
      return {};
    },
  };
}

type Asked = Pick<Call<'case.read'>, 'params' | 'visitor'>;
type Said<N extends 'own-case.answer' | 'case.prepare' | 'case.rule'> = Asked & Pick<Call<N>, 'body'>;
type Visitor = Call<'own-cases.read'>['visitor'];

/** The door has let in only who is signed in. */
const accountOf = (visitor: Visitor): string => visitor.accountId as string;

const campaignId = async ({ campaigns }: Stores): Promise<string> => (await campaigns.currentCampaign()).id;

type Doing = { commandId: string; command: CaseCommand };

function perform({ params, visitor }: Asked, doing: Doing, { stores, clock }: CaseTools): Promise<void> {
  return stores.cases.perform({
    ...{ caseId: params.caseId, accountId: accountOf(visitor), nowMs: clock.now() },
    ...doing,
  });
}

function caseIn<C extends { id: string }>(cases: readonly C[], caseId: string): C {
  const found = cases.find(({ id }) => id === caseId);
  if (found === undefined) throw new Refusal('not-found', caseId);
  return found;
}
