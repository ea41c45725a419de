import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { Answers } from '../../server/gateway/answers.ts';
import type { Reply } from '../../server/protocol/refusals.ts';

let answers: Answers;
let made: number;

beforeEach(() => {
  answers = new Answers();
  made = 0;
});

/** Says it, and tells how many answers had to be made up to now. */
async function say(raw: unknown): Promise<number> {
  const reply: Reply<unknown> = { ok: false, code: 'bad-input', detail: '' };
  const make = async () => {
    made += 1;
    return reply;
  };
  expect(await answers.once(raw, make)).toEqual(reply);
  return made;
}

it('FLOOR-6 an id that was answered is not answered anew', async () => {
  const raw = { id: randomUUID() };
  expect([await say(raw), await say(raw)]).toEqual([1, 1]);
});

it.each([
  ['a text as long as a message', { id: 'x'.repeat(60_000) }],
  ['an id with something behind it', { id: `${randomUUID()} ` }],
  ['a number', { id: 7 }],
  ['nothing', {}],
  ['no message at all', null],
])('EDGE-6 %s instead of an id is answered, and nothing of it is kept', async (_, raw) => {
  expect([await say(raw), await say(raw)]).toEqual([1, 2]);
});
