import { describe, expect, it } from 'vitest';
import { EvidenceBodySchema, type EvidenceEntry, type EvidenceFact } from '../../server/protocol/evidence.ts';
import type { LiveStage } from '../../server/protocol/stage.ts';
import { UndoneStage } from '../../server/protocol/undone-stage.ts';
import { canonicalBody } from '../../server/rules/chain.ts';
import { type Plan, replay } from '../../server/rules/stage.ts';
import { agendaOf } from '../../server/rules/turns.ts';
import { format, idOf, lineupOf, logOf, opened, tenMs } from './debate-log.ts';
import { ana, ben, dana, live } from './scene.ts';

type Timed = readonly [atMs: number, fact: EvidenceFact];
const begin = (slotId: string, phase: number, [atMs, endsAtMs]: readonly [number, number]): Timed => [
  atMs,
  { kind: 'turn.started', payload: { slotId, phase, endsAtMs: tenMs + endsAtMs } },
];
const over = (slotId: string, phase: number, [atMs, usedMs]: readonly [number, number]): Timed => [
  atMs,
  { kind: 'turn.ended', payload: { slotId, phase, cause: 'yielded', usedMs } },
];

/** As a debate of the three first kinds of parts was written down, before a turn said of what kind it is. */
const oldChain: readonly Timed[] = [
  [-60_000, opened(3)],
  [0, { kind: 'debate.started', payload: {} }],
  [0, { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
  begin(ben, 0, [1000, 181_000]),
  over(ben, 0, [61_000, 60_000]),
  begin(ana, 0, [62_000, 242_000]),
  [90_000, { kind: 'hand.raised', payload: { slotId: dana } }],
  [100_000, { kind: 'debate.resumed', payload: { shiftMs: 10_000 } }],
  over(ana, 0, [112_000, 40_000]),
  [120_000, { kind: 'phase.started', payload: { phase: 1, endsAtMs: tenMs + 720_000 } }],
  [121_000, { kind: 'hand.lowered', payload: { slotId: dana } }],
  begin(dana, 1, [121_000, 181_000]),
  over(dana, 1, [141_000, 20_000]),
  begin(dana, 1, [150_000, 210_000]),
  over(dana, 1, [155_000, 5000]),
  [160_000, { kind: 'phase.started', payload: { phase: 2, endsAtMs: null } }],
  begin(dana, 2, [161_000, 221_000]),
];

/** What the first rules said of the stage; the parts' waiting turns by slot. */
function saidOf({ phase, phaseEndsAtMs, turn, waiting, hands, usedMs }: LiveStage, plan: Plan) {
  const agenda = agendaOf(plan, phase);
  return {
    phase,
    endsAtMs: phaseEndsAtMs,
    turn: turn && [turn.slotId, turn.endsAtMs - tenMs],
    waiting: waiting.map((index) => agenda[index]?.slotId),
    hands: hands.map(({ slotId }) => slotId),
    usedMs: [ana, ben, dana].map((slotId) => usedMs[slotId]),
  };
}

describe('EVID-5 a chain from before turns said of what kind they are', () => {
  const first = opened(3);
  if (first.kind !== 'debate.opened') throw new Error('no debate');
  const plan = first.payload;
  const log = logOf(oldChain.map(([atMs, fact]) => [tenMs + atMs, fact]));
  const saidAfter = (entries: number) => saidOf(live(replay(plan, log.slice(0, entries))), plan);

  it('is still read', () => {
    for (const entry of log) expect(EvidenceBodySchema.parse(JSON.parse(canonicalBody(entry)))).toBeTruthy();
  });

  it('is replayed to the stages that it had', () => {
    const opening = { phase: 0, endsAtMs: null, turn: null, hands: [], usedMs: [0, 0, 0] };
    expect(saidAfter(3)).toEqual({ ...opening, waiting: [ana, ben, dana] });
    expect(saidAfter(4)).toEqual({ ...opening, turn: [ben, 181_000], waiting: [ana, dana] });
    expect(saidAfter(5)).toEqual({ ...opening, waiting: [ana, dana], usedMs: [0, 60_000, 0] });
    expect(saidAfter(8)).toEqual({
      ...{ ...opening, turn: [ana, 252_000], waiting: [dana] },
      ...{ hands: [dana], usedMs: [0, 60_000, 0] },
    });
    const open = { phase: 1, endsAtMs: tenMs + 720_000, hands: [], waiting: [] };
    expect(saidAfter(12)).toEqual({ ...open, turn: [dana, 181_000], usedMs: [40_000, 60_000, 0] });
    expect(saidAfter(15)).toEqual({ ...open, turn: null, usedMs: [40_000, 60_000, 25_000] });
    const closing = { phase: 2, endsAtMs: null, hands: [], usedMs: [40_000, 60_000, 25_000] };
    expect(saidAfter(16)).toEqual({ ...closing, turn: null, waiting: [ana, ben, dana] });
    expect(saidAfter(17)).toEqual({ ...closing, turn: [dana, 221_000], waiting: [ana, ben] });
  });
});

/** As an act that was taken back has been written down since it could be. */
const undone = {
  sequence: 2,
  stage: {
    status: 'live',
    startedAtMs: tenMs,
    admitted: [ana],
    removed: [],
    muted: [dana],
    phase: 0,
    phaseEndsAtMs: null,
    turn: {
      ...{ slotId: ben, phase: 0, kind: 'point-of-order', planned: null },
      ...{ spokenMs: 0, entitledMs: 30_000, startedAtMs: tenMs + 9000, endsAtMs: tenMs + 39_000 },
    },
    held: {
      ...{ slotId: ana, phase: 0, kind: 'speech', planned: 0, spokenMs: 8000, entitledMs: 180_000 },
      ...{ cause: 'point-of-order', heldAtMs: tenMs + 9000, untilMs: null, leftMs: 172_000 },
    },
    waiting: [1, 2],
    owed: [{ planned: 1, leftMs: 5000 }],
    hands: [{ slotId: dana, kind: 'turn' }],
    usedMs: { [ana]: 0, [ben]: 0, [dana]: 0 },
    phaseUsedMs: { [ana]: 0, [ben]: 0, [dana]: 0 },
    creditMs: { [ana]: 0, [ben]: 1000, [dana]: 0 },
    waitedMs: { [ana]: 0, [ben]: 0, [dana]: 0 },
    pause: { atMs: tenMs + 9000, reason: 'a fire alarm' },
    question: { questionId: idOf(500), text: 'What about the buses?' },
  },
};

describe('EVID-5 an act that was taken back', () => {
  /** As the database gives it back. */
  function read(payload: unknown) {
    const [entry] = logOf([[tenMs + 10_000, { kind: 'debate.started', payload: {} }]]);
    return EvidenceBodySchema.parse({ ...withoutHash(entry), kind: 'act.undone', payload });
  }

  it('is read and replayed as it was written, byte for byte', () => {
    const entry = read(undone);
    expect(entry.payload).toEqual(undone);
    const [start] = logOf([[tenMs, { kind: 'debate.started', payload: {} }]]);
    expect(replay({ format, lineup: lineupOf(3) }, [start ?? expect.fail(), entry])).toEqual(undone.stage);
  });

  it('is read with whatever else a stage has by then, and without what a stage has only since', () => {
    const grown = { ...undone.stage, later: [1], held: { ...undone.stage.held, later: true } };
    expect(read({ ...undone, stage: grown }).payload).toEqual({ ...undone, stage: grown });
    const isIn = (field: string) => Object.keys(undone.stage).includes(field);
    expect(Object.keys(UndoneStage.shape).filter((field) => !isIn(field))).toEqual([]);
    const { muted: _, ...narrower } = undone.stage;
    expect(() => read({ ...undone, stage: narrower })).toThrow('muted');
  });
});

function withoutHash(entry: EvidenceEntry | undefined) {
  const { hash: _, ...body } = entry ?? expect.fail();
  return body;
}
