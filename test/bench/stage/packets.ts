import { setTimeout as rest } from 'node:timers/promises';
import { atMost, type Figure, median, spread, sum } from '../figure.ts';
import type { MeshProcedures } from './mesh-process.ts';
import { BenchProcess } from './process.ts';
import { people, type Twelve } from './twelve.ts';
import type { WireTap } from './wire-tap.ts';

const rounds = 4;
const measureMs = 3_000;
/** After a change of turn: key frames, and receivers asking for the sizes they want now. */
const settleMs = 2_000;

/** In a second. In a mesh everything goes up, to each of the others. */
type Packets = { up: number; down: number };

/** Rounds of ours, two people talking in turn, and between them the mesh of the same sources. */
export async function comparePackets(twelve: Twelve, tap: WireTap): Promise<Figure> {
  await using mesh = BenchProcess.start<MeshProcedures>('mesh-process.ts');
  await mesh.call('open', people);
  const stages: Packets[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const stage = await stagePackets(twelve, tap);
    const naive = await mesh.call('packetsPerSecond', measureMs);
    const [up, down] = [stage.up.toFixed(0), stage.down.toFixed(0)];
    console.log(`  packets/s, round ${round}: stage ${up} up and ${down} down, mesh ${naive.toFixed(0)}`);
    if (round === 0) continue;
    stages.push(stage);
    ratios.push((stage.up + stage.down) / naive);
  }
  return figure(stages, ratios);
}

async function stagePackets({ leader, persons }: Twelve, tap: WireTap): Promise<Packets> {
  const turns: Packets[] = [];
  for (const speaker of persons.slice(0, 2)) {
    speaker.voice.speak();
    await leader.give(speaker.slotId);
    await rest(settleMs);
    turns.push(await counted(tap));
    speaker.voice.fallSilent();
  }
  return { up: sum(turns.map(({ up }) => up)) / 2, down: sum(turns.map(({ down }) => down)) / 2 };
}

async function counted(tap: WireTap): Promise<Packets> {
  const [sent, received, startedAtMs] = [tap.sent, tap.received, performance.now()];
  await rest(measureMs);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  return { up: (tap.sent - sent) / seconds, down: (tap.received - received) / seconds };
}

function figure(stages: readonly Packets[], ratios: readonly number[]): Figure {
  const [up, down] = [median(stages.map((one) => one.up)), median(stages.map((one) => one.down))];
  return atMost(0.25, {
    what: `B3 packets of ${people} people on stage, 2 talking in turn, against a full mesh of the same sources`,
    value: median(ratios),
    unit: '×',
    limitedBy: `${up.toFixed(0)} packets a second up (each camera sends the sizes that somebody wants) and ${down.toFixed(0)} down; rounds ${spread(ratios, 3)}`,
  });
}
