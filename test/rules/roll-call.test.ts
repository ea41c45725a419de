import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { RollCall } from '../../server/protocol/stage.ts';
import {
  answerRollCall,
  closeRollCall,
  openRollCall,
  rollCallAfter,
  rollCallMs,
} from '../../server/rules/roll-call.ts';
import { idOf, tenMs } from './debate-log.ts';
import { ana, ben, dana } from './scene.ts';

const rollCallId = idOf(300);
const opening = openRollCall(null, { rollCallId, asked: [ana, ben], nowMs: tenMs });
const running = rollCallAfter(null, opening) ?? expect.fail('no roll-call');

const answer = (slotId: string, isRight: boolean, atMs = 1000) => ({
  rollCallId,
  slotId,
  isRight,
  nowMs: tenMs + atMs,
});

function followed(from: RollCall, facts: readonly EvidenceFact[]): RollCall {
  return facts.reduce<RollCall | null>(rollCallAfter, from) ?? expect.fail('no roll-call');
}

function refusal(decide: () => unknown): string | null {
  try {
    decide();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('a roll-call', () => {
  it('ROLL-1 asks those who are here, for a minute, and one runs at a time', () => {
    expect(rollCallMs).toBe(60_000);
    expect(running).toEqual({
      rollCallId,
      asked: [ana, ben],
      answered: [],
      endsAtMs: tenMs + 60_000,
      isClosed: false,
    });
    const another = { rollCallId: idOf(301), asked: [ana], nowMs: tenMs };
    expect(refusal(() => openRollCall(running, another))).toBe('roll-call-open');
    expect(refusal(() => openRollCall(followed(running, closeRollCall(running)), another))).toBeNull();
    expect(refusal(() => openRollCall(null, { ...another, asked: [] }))).toBe('not-found');
  });

  it('ROLL-1 a right answer counts once, a wrong one does not, and both are evidence', () => {
    const wrong = answerRollCall(running, answer(ana, false));
    expect(wrong).toEqual([
      { kind: 'roll-call.answered', payload: { rollCallId, slotId: ana, isRight: false } },
    ]);
    expect(followed(running, wrong).answered).toEqual([]);
    const right = followed(running, answerRollCall(running, answer(ana, true)));
    expect(right.answered).toEqual([ana]);
    expect(answerRollCall(right, answer(ana, true))).toEqual([]);
  });

  it('ROLL-1 counts until the end, for this roll-call, from those who were asked', () => {
    expect(refusal(() => answerRollCall(running, answer(ana, true, 59_999)))).toBeNull();
    expect(refusal(() => answerRollCall(running, answer(ana, true, 60_000)))).toBe('roll-call-closed');
    expect(refusal(() => answerRollCall(running, answer(dana, true)))).toBe('roll-call-closed');
    expect(refusal(() => answerRollCall(null, answer(ana, true)))).toBe('roll-call-closed');
    const other = { ...answer(ana, true), rollCallId: idOf(301) };
    expect(refusal(() => answerRollCall(running, other))).toBe('roll-call-closed');
    expect(refusal(() => answerRollCall({ ...running, isClosed: true }, answer(ana, true)))).toBe(
      'roll-call-closed',
    );
  });

  it('ROLL-1 its end says who did not answer, once, and it stays to be seen', () => {
    const answered = followed(running, answerRollCall(running, answer(ben, true)));
    const closing = closeRollCall(answered);
    expect(closing).toEqual([{ kind: 'roll-call.closed', payload: { rollCallId, missed: [ana] } }]);
    const closed = followed(answered, closing);
    expect(closed).toMatchObject({ isClosed: true, answered: [ben] });
    expect(closeRollCall(closed)).toEqual([]);
    expect(closeRollCall(null)).toEqual([]);
    expect(followed(running, [{ kind: 'debate.ended', payload: { cause: 'moderator' } }]).isClosed).toBe(
      true,
    );
  });

  it('ROLL-1 whatever is answered, whoever answered right in time is told apart from whoever did not', () => {
    const slot = fc.constantFrom(ana, ben, dana);
    const said = fc.record({ slotId: slot, isRight: fc.boolean(), atMs: fc.nat(70_000) });
    fc.assert(
      fc.property(fc.array(said), (all) => {
        let now = running;
        const right = new Set<string>();
        for (const { slotId, isRight, atMs } of all) {
          const given = answer(slotId, isRight, atMs);
          if (refusal(() => answerRollCall(now, given)) !== null) continue;
          if (isRight) right.add(slotId);
          now = followed(now, answerRollCall(now, given));
          expect(RollCall.parse(now)).toEqual(now);
        }
        expect(new Set(now.answered)).toEqual(right);
        const missed = [ana, ben].filter((slotId) => !right.has(slotId));
        expect(closeRollCall(now)).toMatchObject([{ payload: { missed } }]);
      }),
    );
  });
});
