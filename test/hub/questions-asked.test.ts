import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Line } from '../support/line.ts';

let hub: TestHub;
let moderator: Line;

beforeAll(async () => {
  hub = await openTestHub();
  moderator = await Line.join(hub, 'moderator', await hub.signIn(hub.moderatorId));
});
afterAll(async () => {
  moderator?.leave();
  await hub?.[Symbol.asyncDispose]();
});

/** In the register, as a moderator has admitted it. */
async function admitted(text: string): Promise<string> {
  const nowMs = Date.now();
  const marks = { textKey: text, author: text, cameFrom: text, language: 'en' as const, caughtWord: null };
  const { questionId } = await hub.stores.questions.put({ debateId: hub.debateId, text, nowMs, ...marks });
  await hub.stores.questions.judge({ debateId: hub.debateId, questionId }, { isAdmitted: true });
  return questionId;
}

const ends = async () => {
  const all = await hub.stores.questions.list(hub.debateId);
  return Object.fromEntries(all.map(({ text, status, reason }) => [text, reason ?? status]));
};

it('QUEST-7 each question ends once: asked on the stage, dropped with a reason, or out of time', async () => {
  const [first, second] = [await admitted('Who mends the tram?'), await admitted('Who mends the bridge?')];
  await admitted('Who mends the school roof?');
  await moderator.ask('debate.start', {});
  expect(await moderator.ask('question.ask', { questionId: first })).toMatchObject({ ok: true });
  const { stage } = await moderator.hear(
    'stage',
    (said) => said.stage.status === 'live' && said.stage.question !== null,
  );
  expect(stage).toMatchObject({ question: { questionId: first, text: 'Who mends the tram?' } });
  const again = await moderator.ask('question.drop', { questionId: first, reason: 'off-topic' });
  expect(again).toMatchObject({ ok: false, code: 'question-closed' });
  await moderator.ask('question.drop', { questionId: second, reason: 'already-answered' });
  expect(await moderator.ask('debate.end', {})).toMatchObject({ ok: true });
  await vi.waitUntil(async () => !Object.values(await ends()).includes('admitted'), { timeout: 20_000 });
  expect(await ends()).toEqual({
    'Who mends the tram?': 'asked',
    'Who mends the bridge?': 'already-answered',
    'Who mends the school roof?': 'time-ran-out',
  });
  const kinds = (await hub.stores.evidence.read(hub.debateId)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.startsWith('question.'))).toEqual([
    'question.asked',
    'question.dropped',
    'question.dropped',
  ]);
});
