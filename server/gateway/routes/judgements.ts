import type { Clock } from '../../platform/clock.ts';
import { Refusal } from '../../protocol/refusals.ts';
import type { JudgementRequest } from '../../store/judgements.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers, Visitor } from '../http.ts';

type JudgementRoute = Extract<keyof RouteHandlers, `judgements.${string}` | `rules.${string}`>;

export type JudgementTools = { stores: Stores; clock: Clock };

/** How verdicts are confirmed, decided and objected to, and how the rules that give them are laid down. */
export function judgementRoutes({ stores, clock }: JudgementTools): Pick<RouteHandlers, JudgementRoute> {
  const { judgements } = stores;
  const readerOf = ({ accountId }: Visitor) => ({ accountId: accountId as string, nowMs: clock.now() });
  const act = (verdictIds: readonly string[], request: JudgementRequest, visitor: Visitor) =>
    judgements.act(verdictIds, request, readerOf(visitor));
  return {
    'judgements.waiting': async ({ visitor }) => ({ files: await judgements.waiting(readerOf(visitor)) }),
    'judgements.ofDebate': async ({ params, visitor }) => ({
      files: await judgements.ofDebate(params.debateId, readerOf(visitor)),
    }),
    'judgements.own': async ({ visitor }) => ({ files: await judgements.own(readerOf(visitor)) }),
    'judgements.confirm': async ({ params, body: { verdictIds }, visitor }) => {
      await refuseForeign(stores, params.debateId, verdictIds);
      await act(verdictIds, { kind: 'confirm' }, visitor);
      return {};
    },
    'judgements.rulePartial': async ({ params, body, visitor }) => {
      await act([params.verdictId], { kind: 'rule-partial', ...body }, visitor);
      return {};
    },
    'judgements.object': async ({ params: { verdictId }, body, visitor }) => {
      await act([verdictId], { kind: 'object', ...body }, visitor);
      return { objectionId: await judgements.objectionTo(verdictId) };
    },
    'judgements.ruleObjection': async ({ params, body, visitor }) => {
      await act([params.verdictId], { kind: 'rule-objection', ...body }, visitor);
      return {};
    },
    ...ruleRoutes({ stores, clock }),
  };
}

/** What is confirmed on a debate's page is a verdict of this debate. */
async function refuseForeign(stores: Stores, debateId: string, verdictIds: readonly string[]): Promise<void> {
  const known = new Set((await stores.verdicts.forDebate(debateId)).map(({ id }) => id));
  const foreign = verdictIds.find((id) => !known.has(id));
  if (foreign !== undefined) throw new Refusal('not-found', foreign);
}

function ruleRoutes({ stores, clock }: JudgementTools): Pick<RouteHandlers, 'rules.list' | 'rules.lay'> {
  return {
    'rules.list': async () => {
      const { id } = await stores.campaigns.currentCampaign();
      return { ruleSets: await stores.ruleSets.list(id) };
    },
    'rules.lay': async ({ body, visitor: { accountId } }) => {
      const { id } = await stores.campaigns.currentCampaign();
      const atMs = clock.now();
      if (body.validFromMs < atMs) throw new Refusal('too-late', 'rules hold for what is to come');
      return stores.together(async ({ ruleSets, acts }) => {
        const { ruleSetId, ruleSet } = await ruleSets.lay(id, body);
        const detail = { version: ruleSet.version, validFromMs: ruleSet.validFromMs };
        await acts.record({ atMs, accountId, action: 'rules.lay', subject: ruleSetId, detail });
        return ruleSet;
      });
    },
  };
}
