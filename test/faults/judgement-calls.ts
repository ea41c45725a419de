import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../server/protocol/campaign.ts';
import type { Verdict } from '../../server/protocol/http.ts';
import type { TestHub } from '../support/hub.ts';

export const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');

/** Proposes this outcome for one slot of the hub's debate, as the job would have. */
export async function propose(hub: TestHub, slotId: string, outcome: Outcome): Promise<Verdict> {
  const home = await hub.stores.debates.homeRecord(hub.debateId);
  const standing = await hub.stores.verdicts.forDebate(hub.debateId);
  const last = standing.find((verdict) => verdict.slotId === slotId)?.evidenceSequence ?? 0;
  const { debateId, ruleSetId, ruleSet } = home;
  await hub.stores.verdicts.propose([
    {
      ...{ debateId, slotId, outcome, ruleSetId, ruleVersion: ruleSet.version },
      ...{ reasons: [], presentMs: 0, countableMs: 60_000, arrivedAtMs: null },
      ...{ evidenceSequence: last + 1, evidenceHash: randomUUID(), computedAtMs: Date.now() },
    },
  ]);
  const all = await hub.stores.verdicts.forDebate(hub.debateId);
  return all.find((verdict) => verdict.slotId === slotId) as Verdict;
}

type Officials = { moderatorId: string; secondId: string };

/** The same, confirmed by two. */
export async function confirmed(
  hub: TestHub,
  slotId: string,
  { outcome, moderatorId, secondId }: Officials & { outcome: Outcome },
): Promise<string> {
  const { id } = await propose(hub, slotId, outcome);
  for (const accountId of [moderatorId, secondId])
    await hub.stores.judgements.act([id], { kind: 'confirm' }, { accountId, nowMs: Date.now() });
  return id;
}

/** What each route of judgements needs to be right: a verdict in the state that it is about. */
export function judgementCalls(hub: TestHub, officials: Officials) {
  const slot = (index: number) => hub.candidates[index] as TestHub['candidates'][number];
  const of = ['committee', 'moderator', 'moderator of another debate'] as const;
  const proposedOne = async () => {
    const { id } = await propose(hub, slot(1).slotId, 'absent');
    return { body: { verdictIds: [id] } };
  };
  const partialOne = async () => ({
    params: { verdictId: await confirmed(hub, slot(2).slotId, { ...officials, outcome: 'partial' }) },
  });
  const ownOne = async () => ({
    params: { verdictId: (await propose(hub, slot(0).slotId, 'absent')).id },
  });
  const objectedOne = async () => {
    const verdictId = await confirmed(hub, slot(3).slotId, { ...officials, outcome: 'absent' });
    const { accountId } = slot(3);
    const objection = { kind: 'object', statement: 'I was there.', attachmentIds: [] } as const;
    await hub.stores.judgements.act([verdictId], objection, { accountId, nowMs: Date.now() });
    return { params: { verdictId } };
  };
  const rules = async () => {
    const { ruleSet } = await hub.stores.debates.homeRecord(hub.debateId);
    const { version: _, ...rest } = ruleSet;
    return { body: { ...rest, validFromMs: Date.now() + 86_400_000 } };
  };
  return {
    'judgements.waiting': { of },
    'judgements.ofDebate': { of },
    'judgements.own': { of: ['candidate'] },
    'judgements.confirm': { of, arranged: proposedOne },
    'judgements.rulePartial': {
      of: ['committee'],
      body: { ruling: 'accept', reason: 'Enough.' },
      arranged: partialOne,
    },
    'judgements.object': {
      of: ['candidate'],
      body: { statement: 'I was there.', attachmentIds: [] },
      arranged: ownOne,
    },
    'judgements.ruleObjection': {
      of,
      body: { ruling: 'dismissed', reason: 'The records say otherwise.' },
      arranged: objectedOne,
    },
    'rules.lay': { of: ['organiser'], arranged: rules },
  } as const;
}

/** A file that the one who asks has brought. */
export function attachmentCalls<Visitor>(hub: TestHub, of: readonly Visitor[]) {
  const brought = async (cookie: string) => ({ params: { attachmentId: await bring(hub.url, cookie) } });
  return {
    'attachment.bring': { of, body: pdf },
    'attachment.read': { of, arranged: brought },
  } as const;
}

export async function bring(url: string, cookie: string, bytes: Uint8Array = pdf): Promise<string> {
  const response = await fetch(`${url}/api/attachments`, {
    method: 'POST',
    headers: { cookie, origin: url, 'x-file-name': 'letter.pdf', 'content-type': 'application/pdf' },
    body: new Uint8Array(bytes),
  });
  if (!response.ok) throw new Error(`not taken: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}
