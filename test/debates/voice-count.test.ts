import { describe, expect, it } from 'vitest';
import { VoiceCount } from '../../server/debates/voice-count.ts';
import type { EvidenceFact } from '../../server/protocol/evidence.ts';
import type { Stage } from '../../server/protocol/stage.ts';
import { decide, emptyLobby, type Plan, type StageCommand } from '../../server/rules/stage.ts';
import { evolve } from '../../server/rules/stage-course.ts';

const [first, second] = [1, 2].map((place) => `00000000-0000-4000-8000-00000000000${place}`) as [
  string,
  string,
];
const plan: Plan = {
  format: { names: { kk: 'Ф', ru: 'Ф', en: 'F' }, phases: [{ kind: 'opening', turnMs: 60_000 }] },
  lineup: [first, second].map((id, index) => ({ id, candidacyId: id, position: index + 1, name: id })),
};

/** The stage after these commands, one each second. */
function stageAfter(...commands: StageCommand[]): Stage {
  return commands.reduce<Stage>((stage, command, index) => {
    const facts: EvidenceFact[] = decide(plan, stage, command, index * 1_000);
    return facts.reduce<Stage>((so, fact) => evolve(plan, so, fact, index * 1_000), stage);
  }, emptyLobby);
}

const speaking = [{ kind: 'start' }, { kind: 'give', slotId: first }] as const;

describe('talk in another’s floor', () => {
  it.each<[string, Stage, string, number]>([
    ['counts while another’s turn runs', stageAfter(...speaking), second, 500],
    ['is none of whoever has the floor', stageAfter(...speaking), first, 0],
    ['is none before the start', emptyLobby, second, 0],
    ['is none while nobody has the floor', stageAfter(...speaking, { kind: 'take' }), second, 0],
    ['FLOOR-10 is none in a pause', stageAfter(...speaking, { kind: 'pause', reason: 'a fault' }), second, 0],
  ])('%s', (_, stage, slotId, countedMs) => {
    const count = new VoiceCount(plan.lineup, { voiceMs: {}, overlapMs: {} });
    count.talked(slotId, 500, stage);
    expect(count.times().overlapMs[slotId]).toBe(countedMs);
  });
});
