import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usedMs } from '../../server/rules/speaking.ts';
import type { StageCommand } from '../../server/rules/stage.ts';
import { undo } from '../../server/rules/undo.ts';
import { movedFloor } from './ledger.ts';
import { does, type SomeStage, someStage, timesIn } from './random-stages.ts';
import {
  adjust,
  ana,
  expire,
  factsAfter,
  give,
  goOn,
  interrupt,
  live,
  nextPhase,
  pause,
  refusalOf,
  remove,
  take,
} from './scene.ts';

describe('taking back whatever act, in whatever debate', () => {
  const acts = (slotId: string, byMs: number): StageCommand[] => [
    give(slotId),
    interrupt(slotId),
    take,
    nextPhase,
    adjust(slotId, byMs),
    pause,
    goOn,
    { kind: 'mute', slotId, reason: 'shouts' },
    { kind: 'unmute', slotId },
    remove(slotId),
    { kind: 'readmit', slotId, reason: 'has apologised' },
    { kind: 'admit', slotId },
  ];

  /** Without its instants, which `timesIn` compares. */
  function standing({ stage }: SomeStage) {
    const { turn, held, phaseEndsAtMs: _, ...rest } = live(stage);
    return { ...rest, turn: turn && [turn.slotId, turn.planned], held: held && [held.slotId, held.leftMs] };
  }

  /** Nothing happens in the milliseconds but what runs out, and after that nothing can be taken back. */
  function slipped(some: SomeStage, command: StageCommand, ms: number) {
    const { plan, stage, nowMs } = some;
    if (stage.status !== 'live' || refusalOf(plan, stage, command, nowMs) !== null) return null;
    const acted = does(some, command);
    const slip = does(acted, expire, ms);
    const isSameInstant = stage.turn?.startedAtMs === nowMs;
    if (slip.stage !== acted.stage || acted.stage.status !== 'live' || isSameInstant) return null;
    const facts = undo({ sequence: 7, atMs: nowMs, before: stage }, slip.stage, nowMs + ms);
    const back = { plan, nowMs: nowMs + ms, stage: factsAfter(plan, slip.stage, facts, nowMs + ms) };
    return { before: stage, slip, back, facts };
  }

  const choice = fc.record({
    place: fc.nat(11),
    act: fc.nat(11),
    byMs: fc.integer({ min: -60_000, max: 60_000 }),
  });
  const commandIn = (
    { plan }: SomeStage,
    { place, act, byMs }: { place: number; act: number; byMs: number },
  ) => acts(plan.lineup[place % plan.lineup.length]?.id ?? ana, byMs)[act] as StageCommand;

  it('FLOOR-11 what moved the floor is taken back with its clocks, as much later as it was taken back', () => {
    fc.assert(
      fc.property(someStage, choice, fc.nat(5000), fc.nat(90_000), (some, chosen, ms, laterMs) => {
        const slip = slipped(some, commandIn(some, chosen), ms);
        if (!slip || !movedFloor(slip.before, live(slip.slip.stage))) return;
        expect(timesIn(slip.back, laterMs)).toEqual(timesIn(some, laterMs));
        const question = live(slip.slip.stage).question ?? slip.before.question;
        expect(standing(slip.back)).toEqual({ ...standing(some), question });
      }),
      { numRuns: 600 },
    );
  });

  it('FLOOR-11 what did not move the floor leaves every clock as if it had never been done', () => {
    fc.assert(
      fc.property(someStage, choice, fc.nat(5000), (some, chosen, ms) => {
        const slip = slipped(some, commandIn(some, chosen), ms);
        if (!slip || movedFloor(slip.before, live(slip.slip.stage))) return;
        const { plan, nowMs } = slip.back;
        const [never, back] = [slip.before, live(slip.back.stage)];
        const spokenMs = (id: string) => usedMs(slip.slip.stage, id, nowMs);
        for (const { id } of plan.lineup) expect(usedMs(back, id, nowMs)).toBe(spokenMs(id));
        const isOver = never.turn !== null && nowMs > never.turn.endsAtMs;
        if (!isOver) expect(back).toEqual(never);
        else expect(back).toEqual({ ...never, turn: { ...never.turn, endsAtMs: back.turn?.endsAtMs } });
      }),
      { numRuns: 600 },
    );
  });

  it('FLOOR-11 the evidence says what each has back of the time since, to the millisecond', () => {
    fc.assert(
      fc.property(someStage, choice, fc.nat(5000), (some, chosen, ms) => {
        const slip = slipped(some, commandIn(some, chosen), ms);
        if (!slip || !movedFloor(slip.before, live(slip.slip.stage))) return;
        const { plan, nowMs, stage } = slip.back;
        const effect = plan.lineup.map(({ id }) => [
          id,
          usedMs(slip.slip.stage, id, nowMs) - usedMs(stage, id, nowMs),
        ]);
        expect(slip.facts[0]?.payload).toMatchObject({ effectMs: Object.fromEntries(effect) });
      }),
      { numRuns: 200 },
    );
  });
});
