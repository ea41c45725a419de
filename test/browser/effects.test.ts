import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../client/observer/effects.ts';
import type { Act } from '../../server/protocol/acts.ts';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import type { LiveStage, Stage } from '../../server/protocol/stage.ts';
import { decide, emptyLobby, type Plan } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';
import { undo } from '../../server/rules/undo.ts';

const ids = [1, 2, 3].map((place) => `00000000-0000-4000-8000-00000000000${place}`) as [
  string,
  string,
  string,
];
const lineup = ids.map((id, index) => ({
  id,
  candidacyId: id,
  position: index + 1,
  name: `Candidate ${id}`,
}));
const names = { kk: 'Пішім', ru: 'Формат', en: 'Format' };
const plan: Plan = {
  format: { names, phases: [{ kind: 'opening', turnMs: 60_000 }], isOverrunRepaid: true },
  lineup,
};
const moderator = { kind: 'account', accountId: 'moderator', role: 'moderator' } as const;
const byModerator = (fact: EvidenceFact, sequence: number, atMs: number): Act => ({
  ...{ sequence, atMs, actor: moderator },
  ...fact,
});

describe('the effect of an act on each candidate’s time, as the log of acts tells it', () => {
  it('FLOOR-7 FLOOR-11 what was added or taken is the effect, and taking it back is the same with the other sign', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.integer({ min: -600, max: 600 }), (slotId, seconds) => {
        const begun = begin();
        const byMs = seconds * 1000;
        const [fact] = decide(plan, begun, { kind: 'adjust', slotId, byMs, reason: 'a reason' }, 2_000);
        fc.pre(fact?.kind === 'time.adjusted');
        const last = { sequence: 10, atMs: 2_000, before: begun };
        const [back] = undo(last, after(begun, [fact], 2_000), 4_000);
        const adjusted = byModerator(fact, 10, 2_000);
        const undone = byModerator(back as EvidenceFact, 11, 4_000);
        const known = { lineup, acts: [adjusted, undone] };
        expect(effectsOf(adjusted, known)).toEqual([{ slotId, byMs: fact.payload.byMs }]);
        expect(effectsOf(undone, known)).toEqual([{ slotId, byMs: -fact.payload.byMs }]);
      }),
    );
  });

  it('FLOOR-12 an overrun that is repaid is an effect on each of the others and on nobody else', () => {
    const payload = { slotId: ids[0], phase: 0, cause: 'clock', usedMs: 75_000, repaidMs: 15_000 } as const;
    const ended = byModerator({ kind: 'turn.ended', payload }, 1, 0);
    expect(effectsOf(ended, { lineup, acts: [ended] })).toEqual([
      { slotId: ids[1], byMs: 15_000 },
      { slotId: ids[2], byMs: 15_000 },
    ]);
  });

  it('FLOOR-4 what is kept of a turn is an effect on its speaker', () => {
    const payload = { slotId: ids[2], phase: 0, cause: 'yielded', usedMs: 40_000, keptMs: 20_000 } as const;
    const ended = byModerator({ kind: 'turn.ended', payload }, 1, 0);
    expect(effectsOf(ended, { lineup, acts: [] })).toEqual([{ slotId: ids[2], byMs: 20_000 }]);
  });
});

/** The first candidate of the lineup speaks since the first second. */
function begin(): LiveStage {
  const started = after(emptyLobby, decide(plan, emptyLobby, { kind: 'start' }, 0), 0);
  const stage = after(started, decide(plan, started, { kind: 'give', slotId: ids[0] }, 1_000), 1_000);
  if (stage.status !== 'live') throw new Error('the debate has not begun');
  return stage;
}

function after(stage: Stage, facts: readonly EvidenceFact[], atMs: number): Stage {
  return facts.reduce<Stage>((so, fact) => evolve(plan, so, fact, atMs), stage);
}
