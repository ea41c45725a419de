import type { EvidenceEntry, EvidenceFact } from '../../server/protocol/evidence.ts';
import { at, idOf, logOf, opened } from '../rules/debate-log.ts';

type Timed = readonly [number, EvidenceFact];

const [ana, ben] = [idOf(1), idOf(2)];
const device = idOf(51);

/** An hour with three in the lineup: two were there all the time and opened, the third one never came. */
export function heldDebate(): EvidenceEntry[] {
  return logOf([
    [at(-20), opened(3)],
    ...[ana, ben].flatMap((slotId): Timed[] => [
      [at(-5), { kind: 'member.joined', payload: { slotId, device } }],
      [at(-4), { kind: 'identity.confirmed', payload: { slotId, by: 'moderator' } }],
    ]),
    [at(0), { kind: 'debate.started', payload: {} }],
    [at(0), { kind: 'phase.started', payload: { phase: 0, endsAtMs: null } }],
    ...[-1, 0, 1, 2, 3, 4].flatMap((index) => snapshot(index)),
    ...[ana, ben].flatMap((slotId, index) => opening(slotId, 5 + index)),
    ...Array.from({ length: 53 }, (_, index) => index + 7).flatMap((index) => snapshot(index)),
    [at(60), { kind: 'debate.ended', payload: { cause: 'moderator' } }],
    [at(61), { kind: 'member.left', payload: { slotId: ana, device, cause: 'own-leave' } }],
  ]);
}

function snapshot(minute: number): Timed[] {
  const readings = [ana, ben].map((slotId) => ({
    slotId,
    device,
    session: true,
    transport: true,
    media: true,
  }));
  return [[at(minute), { kind: 'witness.snapshot', payload: { readings } }]];
}

function opening(slotId: string, minute: number): Timed[] {
  const turn = { slotId, phase: 0 };
  return [
    ...snapshot(minute),
    [
      at(minute),
      {
        kind: 'turn.started',
        payload: { ...turn, endsAtMs: at(minute + 3), kind: 'speech', planned: minute - 5 },
      },
    ],
    [at(minute, 50), { kind: 'turn.ended', payload: { ...turn, cause: 'yielded', usedMs: 50_000 } }],
  ];
}
