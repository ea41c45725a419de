import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { type LiveStage, Stage } from '../../server/protocol/stage.ts';
import {
  deadlineMs,
  decide,
  evolve,
  mayBeHeard,
  mayBeSeen,
  nextStep,
  type Plan,
  replay,
  type StageCommand,
  usedMs,
} from '../../server/rules/stage.ts';
import { format, idOf, lineupOf, minuteMs, tenMs } from './debate-log.ts';

const plan: Plan = { format, lineup: lineupOf(3) };
const [ana, ben, dana, stranger] = [idOf(1), idOf(2), idOf(3), idOf(77)];
const lobby: Stage = { status: 'lobby' };

type Step = [StageCommand, number];

/** The stage after these commands, given at these milliseconds after ten o'clock. */
function after(steps: readonly Step[]): Stage {
  return steps.reduce<Stage>((stage, [command, atMs]) => act(stage, command, tenMs + atMs).stage, lobby);
}

function act(stage: Stage, command: StageCommand, nowMs: number): { stage: Stage; facts: EvidenceFact[] } {
  const facts = decide(plan, stage, command, nowMs);
  return { facts, stage: facts.reduce<Stage>((so, fact) => evolve(plan, so, fact, nowMs), stage) };
}

const facts = (stage: Stage, command: StageCommand, atMs: number) => act(stage, command, tenMs + atMs).facts;

function refusal(stage: Stage, command: StageCommand, atMs = 0): string {
  try {
    decide(plan, stage, command, tenMs + atMs);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'no refusal';
}

const started = after([[{ kind: 'start' }, 0]]);
const anaSpeaks = after([
  [{ kind: 'start' }, 0],
  [{ kind: 'give', slotId: ana }, 1000],
]);
const openPart = after([
  [{ kind: 'start' }, 0],
  [{ kind: 'next-phase' }, 1000],
]);
const ended = after([
  [{ kind: 'start' }, 0],
  [{ kind: 'end', cause: 'moderator' }, 5000],
]);

describe('the start and the end', () => {
  it('the start opens the first phase, and everybody waits in the order of the lineup', () => {
    expect(facts(lobby, { kind: 'start' }, 0)).toEqual([
      { kind: 'debate.started', payload: {} },
      { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } },
    ]);
    expect(started).toMatchObject({ status: 'live', phase: 0, waiting: [ana, ben, dana], turn: null });
  });

  it('before the start and after the end every command is refused with its own code', () => {
    expect(refusal(lobby, { kind: 'give', slotId: ana })).toBe('debate-not-live');
    expect(refusal(lobby, { kind: 'end', cause: 'moderator' })).toBe('debate-not-live');
    expect(refusal(started, { kind: 'start' })).toBe('debate-already-live');
    expect(refusal(ended, { kind: 'start' })).toBe('debate-over');
    expect(refusal(ended, { kind: 'raise', slotId: ana })).toBe('debate-over');
  });

  it('a timer that fires before the start, too early or after the end changes nothing', () => {
    for (const stage of [lobby, started, anaSpeaks, ended]) {
      expect(facts(stage, { kind: 'expire' }, 2000)).toEqual([]);
    }
  });

  it('a debate can fail in the lobby, and then was never held', () => {
    expect(after([[{ kind: 'end', cause: 'failed' }, 0]])).toMatchObject({
      status: 'ended',
      startedAtMs: null,
    });
  });

  it('the end ends the running turn with it', () => {
    expect(facts(anaSpeaks, { kind: 'end', cause: 'moderator' }, 5000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'debate-over', usedMs: 4000 } },
      { kind: 'debate.ended', payload: { cause: 'moderator' } },
    ]);
  });
});

describe('the floor', () => {
  it('FLOOR-1 only who holds the floor may be heard, and only while the debate is live may anybody be seen', () => {
    expect(mayBeHeard(anaSpeaks, ana, tenMs + 2000)).toBe(true);
    expect(mayBeHeard(anaSpeaks, ben, tenMs + 2000)).toBe(false);
    expect(mayBeHeard(started, ana, tenMs)).toBe(false);
    expect([lobby, started, ended].map(mayBeSeen)).toEqual([false, true, false]);
  });

  it('FLOOR-2 at the turn’s end the microphone is off, and a late timer adds nothing to what was used', () => {
    const endsAtMs = tenMs + 1000 + 3 * minuteMs;
    expect(deadlineMs(anaSpeaks)).toBe(endsAtMs);
    expect(mayBeHeard(anaSpeaks, ana, endsAtMs - 1)).toBe(true);
    expect(mayBeHeard(anaSpeaks, ana, endsAtMs)).toBe(false);
    expect(decide(plan, anaSpeaks, { kind: 'expire' }, endsAtMs + 5000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'clock', usedMs: 3 * minuteMs } },
    ]);
    expect(usedMs(anaSpeaks, ana, endsAtMs + 5000)).toBe(3 * minuteMs);
  });

  it('FLOOR-3 giving the floor ends the turn of whoever holds it', () => {
    const given = act(anaSpeaks, { kind: 'give', slotId: ben }, tenMs + 11_000);
    expect(given.facts.map((fact) => fact.kind)).toEqual(['turn.ended', 'turn.started']);
    expect(given.facts[0]?.payload).toMatchObject({ slotId: ana, cause: 'moderator', usedMs: 10_000 });
    expect(given.stage).toMatchObject({ turn: { slotId: ben }, waiting: [dana] });
  });

  it('FLOOR-3 giving the floor lowers the hand of who gets it, before the turn', () => {
    const raised = act(started, { kind: 'raise', slotId: ben }, tenMs).stage;
    const given = act(raised, { kind: 'give', slotId: ben }, tenMs + 1000);
    expect(given.facts.map((fact) => fact.kind)).toEqual(['hand.lowered', 'turn.started']);
    expect(given.stage).toMatchObject({ hands: [] });
  });

  it('FLOOR-4 an opening part gives each slot one turn', () => {
    const taken = act(anaSpeaks, { kind: 'take' }, tenMs + 2000).stage;
    expect(refusal(taken, { kind: 'give', slotId: ana }, 3000)).toBe('turn-already-taken');
    expect(refusal(taken, { kind: 'give', slotId: stranger }, 3000)).toBe('not-in-lineup');
  });

  it('FLOOR-4 in an open part a turn ends with the part at the latest, and then none begins', () => {
    const partEndsMs = 1000 + 10 * minuteMs;
    const late = act(openPart, { kind: 'give', slotId: ana }, tenMs + partEndsMs - 5000).stage;
    expect(deadlineMs(late)).toBe(tenMs + partEndsMs);
    expect(facts(late, { kind: 'expire' }, partEndsMs)).toMatchObject([
      { kind: 'turn.ended', payload: { cause: 'phase-over', usedMs: 5000 } },
    ]);
    expect(refusal(openPart, { kind: 'give', slotId: ana }, partEndsMs)).toBe('phase-over');
  });

  it('FLOOR-5 a candidate may yield only their own floor', () => {
    expect(refusal(anaSpeaks, { kind: 'yield', slotId: ben }, 2000)).toBe('not-your-floor');
    expect(refusal(started, { kind: 'yield', slotId: ana }, 2000)).toBe('no-floor');
    expect(facts(anaSpeaks, { kind: 'yield', slotId: ana }, 2000)).toMatchObject([
      { payload: { cause: 'yielded', usedMs: 1000 } },
    ]);
  });

  it('nobody’s floor cannot be taken', () => {
    expect(refusal(started, { kind: 'take' })).toBe('no-floor');
  });
});

describe('phases and hands', () => {
  it('the next phase ends the running turn; after the last there is none', () => {
    expect(facts(anaSpeaks, { kind: 'next-phase' }, 2000)).toEqual([
      { kind: 'turn.ended', payload: { slotId: ana, phase: 0, cause: 'phase-over', usedMs: 1000 } },
      { kind: 'phase.started', payload: { phase: 1, endsAtMs: tenMs + 2000 + 10 * minuteMs } },
    ]);
    const closing = act(openPart, { kind: 'next-phase' }, tenMs + 2000).stage;
    expect(closing).toMatchObject({ phase: 2, waiting: [ana, ben, dana] });
    expect(refusal(closing, { kind: 'next-phase' }, 3000)).toBe('no-next-phase');
  });

  it('a hand is raised once and lowered once', () => {
    const raised = act(openPart, { kind: 'raise', slotId: ben }, tenMs + 2000).stage;
    expect(facts(raised, { kind: 'raise', slotId: ben }, 3000)).toEqual([]);
    expect(act(raised, { kind: 'lower', slotId: ben }, tenMs + 3000).stage).toMatchObject({ hands: [] });
    expect(refusal(openPart, { kind: 'lower', slotId: ben }, 2000)).toBe('hand-not-raised');
    expect(refusal(openPart, { kind: 'raise', slotId: stranger }, 2000)).toBe('not-in-lineup');
  });

  it('an outage of ours costs a speaker nothing: what was left of the turn and of the part is left afterwards', () => {
    const speaking = act(openPart, { kind: 'give', slotId: ana }, tenMs + 2000).stage as LiveStage;
    const resumed = act(speaking, { kind: 'resume', shiftMs: 20_000 }, tenMs + 32_000).stage as LiveStage;
    expect(deadlineMs(resumed)).toBe((deadlineMs(speaking) ?? 0) + 20_000);
    expect(resumed.phaseEndsAtMs).toBe((speaking.phaseEndsAtMs ?? 0) + 20_000);
    expect(usedMs(resumed, ana, tenMs + 32_000)).toBe(10_000);
  });
});

describe('the moderator’s one key', () => {
  it('walks through a whole debate, from the start to the end', () => {
    const taken: string[] = [];
    let stage: Stage = lobby;
    for (let nowMs = tenMs; taken.length < 50; nowMs += 1000) {
      const step = nextStep(plan, stage, nowMs);
      if (!step) break;
      taken.push(step.kind);
      stage = act(stage, step.kind === 'end' ? { kind: 'end', cause: 'moderator' } : step, nowMs).stage;
    }
    expect(taken.join(' ')).toBe('start give give give next-phase next-phase give give give end');
    expect(stage.status).toBe('ended');
  });

  it('in an open part calls the first raised hand, listens while somebody speaks, and goes on when time is up', () => {
    const raised = after([
      [{ kind: 'start' }, 0],
      [{ kind: 'next-phase' }, 1000],
      [{ kind: 'raise', slotId: dana }, 2000],
      [{ kind: 'raise', slotId: ana }, 3000],
    ]);
    expect(nextStep(plan, raised)).toEqual({ kind: 'give', slotId: dana });
    expect(nextStep(plan, raised, tenMs + 11 * minuteMs)).toEqual({ kind: 'next-phase' });
    const speaking = act(openPart, { kind: 'give', slotId: ana }, tenMs + 2000).stage;
    expect(nextStep(plan, speaking)).toBeNull();
    expect(nextStep(plan, speaking, tenMs + 11 * minuteMs)).toEqual({ kind: 'next-phase' });
  });
});

describe('under any sequence of commands', () => {
  const slotId = fc.constantFrom(ana, ben, dana, stranger);
  const command: fc.Arbitrary<StageCommand> = fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('end' as const),
        cause: fc.constantFrom('moderator' as const, 'failed' as const),
      }),
    },
    { weight: 2, arbitrary: fc.constant<StageCommand>({ kind: 'start' }) },
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constantFrom('give' as const, 'raise' as const, 'lower' as const, 'yield' as const),
        slotId,
      }),
    },
    {
      weight: 8,
      arbitrary: fc.constantFrom<StageCommand>({ kind: 'take' }, { kind: 'expire' }, { kind: 'next-phase' }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const), shiftMs: fc.nat(minuteMs) }) },
  );
  const steps = fc.array(fc.tuple(command, fc.nat(2 * minuteMs)), { maxLength: 60 });

  type Moment = { before: Stage; command: StageCommand; facts: EvidenceFact[]; after: Stage; nowMs: number };

  /** Runs the steps after a start, each so long after the one before, and leaves out what is refused. */
  function run(commands: readonly [StageCommand, number][]): Moment[] {
    const moments: Moment[] = [];
    let stage: Stage = lobby;
    let nowMs = tenMs;
    for (const [one, waitMs] of [[{ kind: 'start' }, 0] as const, ...commands]) {
      nowMs += waitMs;
      if (refusal(stage, one, nowMs - tenMs) !== 'no refusal') continue;
      const done = act(stage, one, nowMs);
      moments.push({ before: stage, command: one, facts: done.facts, after: done.stage, nowMs });
      stage = done.stage;
    }
    return moments;
  }

  it('nobody ever holds the floor beside another: turns begin and end in pairs', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        let holder: string | null = null;
        for (const fact of run(commands).flatMap((moment) => moment.facts)) {
          if (fact.kind === 'turn.started') {
            expect(holder).toBeNull();
            holder = fact.payload.slotId;
          }
          if (fact.kind === 'turn.ended') {
            expect(fact.payload.slotId).toBe(holder);
            holder = null;
          }
        }
      }),
    );
  });

  it('FLOOR-2 no turn uses more than its phase allows, and the spoken time is the sum of the turns', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        const used: Record<string, number> = { [ana]: 0, [ben]: 0, [dana]: 0 };
        for (const { facts: made, after: stage, nowMs } of run(commands)) {
          for (const fact of made) {
            if (fact.kind !== 'turn.ended') continue;
            expect(fact.payload.usedMs).toBeLessThanOrEqual(format.phases[fact.payload.phase]?.turnMs ?? 0);
            used[fact.payload.slotId] = (used[fact.payload.slotId] ?? 0) + fact.payload.usedMs;
          }
          if (stage.status === 'lobby') continue;
          expect(stage.usedMs).toEqual(used);
          for (const id of [ana, ben, dana])
            expect(usedMs(stage, id, nowMs)).toBeGreaterThanOrEqual(used[id] ?? 0);
        }
      }),
    );
  });

  it('FLOOR-4 in a part of one turn each, nobody has two', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        const turns = new Set<string>();
        for (const fact of run(commands).flatMap((moment) => moment.facts)) {
          if (fact.kind !== 'turn.started' || format.phases[fact.payload.phase]?.kind === 'open') continue;
          const key = `${fact.payload.phase} ${fact.payload.slotId}`;
          expect(turns.has(key)).toBe(false);
          turns.add(key);
        }
      }),
    );
  });

  it('a replay of the facts is the live stage, and it has the form the contract promises', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        const moments = run(commands);
        const entries = moments.flatMap(({ facts: made, nowMs }) =>
          made.map((fact) => ({ ...fact, atMs: nowMs })),
        );
        const live = moments.at(-1)?.after ?? lobby;
        expect(replay(plan, entries)).toEqual(live);
        expect(Stage.parse(live)).toEqual(live);
      }),
    );
  });

  it('deciding changes nothing that was handed in', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        for (const { before, command: one, nowMs } of run(commands)) {
          const copy = structuredClone(before);
          const made = decide(plan, before, one, nowMs);
          for (const fact of made) evolve(plan, before, fact, nowMs);
          expect(before).toEqual(copy);
        }
      }),
    );
  });

  it('the deadline is the first instant at which the clock does something, and then it is gone', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        for (const { after: stage } of run(commands)) {
          const deadline = deadlineMs(stage);
          if (deadline === null) {
            expect(decide(plan, stage, { kind: 'expire' }, Number.MAX_SAFE_INTEGER)).toEqual([]);
            continue;
          }
          expect(decide(plan, stage, { kind: 'expire' }, deadline - 1)).toEqual([]);
          expect(deadlineMs(act(stage, { kind: 'expire' }, deadline).stage)).toBeNull();
        }
      }),
    );
  });

  it('the key’s step is never refused at the instant for which it was asked', () => {
    fc.assert(
      fc.property(steps, (commands) => {
        for (const { after: stage, nowMs } of run(commands)) {
          const step = nextStep(plan, stage, nowMs);
          if (!step) continue;
          const asked: StageCommand = step.kind === 'end' ? { kind: 'end', cause: 'moderator' } : step;
          expect(refusal(stage, asked, nowMs - tenMs)).toBe('no refusal');
        }
      }),
    );
  });

  it('facts that are not of the stage leave it as it is', () => {
    const outage: EvidenceFact = {
      kind: 'outage',
      payload: { slotId: null, fromMs: 0, toMs: 1, cause: 'server-down' },
    };
    for (const stage of [lobby, started, anaSpeaks, ended])
      expect(evolve(plan, stage, outage, tenMs)).toBe(stage);
  });
});
