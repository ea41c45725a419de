/**
 * One walk along a slot's timeline, from edge to edge, counting what holds between them: who saw it, whose outage it
 * was, whether the debate stood still. No intervals are joined or cut; every millisecond is looked at once.
 */
import type { Span } from './floor.ts';
import type { Device } from './sightings.ts';

export type Lanes = {
  debate: Span;
  /** Each device is there when as many of its witnesses see it as the rule needs. */
  devices: Device[];
  witnessesNeeded: number;
  bridgeMs: number;
  attested: Span[];
  /** Of everybody, also beyond the end of a debate that failed. */
  outages: Span[];
  ownOutages: Span[];
  pauses: Span[];
};

export type Times = {
  presentMs: number;
  countableMs: number;
  /** Of everybody and of this slot alone. */
  outageMs: number;
  outageOfAllMs: number;
  arrivedAtMs: number | null;
  /** Countable time before the arrival. */
  lateMs: number;
};

/** How many hold of each kind of thing, from one edge to the next. */
type Depths = { seen: number; outage: number; ownOutage: number; pause: number };
type Edge = { atMs: number; apply(depths: Depths): void };

export function walk(lanes: Lanes): Times {
  const edges = edgesOf(lanes).sort((a, b) => a.atMs - b.atMs);
  const depths: Depths = { seen: 0, outage: 0, ownOutage: 0, pause: 0 };
  const walker = new Walker(lanes);
  edges.forEach((edge, index) => {
    edge.apply(depths);
    const toMs = edges[index + 1]?.atMs ?? edge.atMs;
    if (toMs > edge.atMs) walker.pass({ fromMs: edge.atMs, toMs }, depths);
  });
  return walker.times;
}

class Walker {
  readonly times: Times = {
    presentMs: 0,
    countableMs: 0,
    outageMs: 0,
    outageOfAllMs: 0,
    arrivedAtMs: null,
    lateMs: 0,
  };
  readonly #lanes: Lanes;
  /** The presence that goes on, gaps as short as the rule forgives within it. */
  #run: Span | null = null;
  /** Countable time since the slot was last there; null before it was. */
  #gapMs: number | null = null;

  constructor(lanes: Lanes) {
    this.#lanes = lanes;
  }

  pass({ fromMs, toMs }: Span, { seen, outage, ownOutage, pause }: Depths): void {
    const { debate } = this.#lanes;
    if (seen > 0) this.#extendRun({ fromMs, toMs });
    const isLost = outage + ownOutage > 0;
    if (outage > 0) this.times.outageOfAllMs += toMs - fromMs;
    if (isLost) this.times.outageMs += toMs - fromMs;
    if (fromMs < debate.fromMs || toMs > debate.toMs) return;
    const countableMs = isLost || pause > 0 ? 0 : toMs - fromMs;
    this.times.countableMs += countableMs;
    this.#count(countableMs, seen > 0 && !isLost);
  }

  #extendRun({ fromMs, toMs }: Span): void {
    const { debate, bridgeMs } = this.#lanes;
    if (!this.#run || fromMs - this.#run.toMs > bridgeMs) this.#run = { fromMs, toMs };
    this.#run.toMs = toMs;
    if (this.times.arrivedAtMs !== null || toMs <= debate.fromMs || this.#run.fromMs >= debate.toMs) return;
    this.times.arrivedAtMs = this.#run.fromMs;
    const wasThereAtStart = this.#run.fromMs <= debate.fromMs;
    this.times.lateMs = wasThereAtStart ? 0 : this.times.countableMs;
    // A gap right after the start is forgiven to whoever had come before it.
    if (wasThereAtStart) this.#gapMs = this.times.countableMs;
  }

  /** A gap counts as presence once it is over, and if it was short. */
  #count(countableMs: number, isThere: boolean): void {
    if (!isThere) {
      if (this.#gapMs !== null) this.#gapMs += countableMs;
      return;
    }
    if (this.#gapMs !== null && this.#gapMs <= this.#lanes.bridgeMs) this.times.presentMs += this.#gapMs;
    this.times.presentMs += countableMs;
    this.#gapMs = 0;
  }
}

function edgesOf(lanes: Lanes): Edge[] {
  const { debate, attested, outages, ownOutages, pauses } = lanes;
  return [
    // Nothing changes here, but no stretch reaches across.
    { atMs: debate.fromMs, apply: () => {} },
    { atMs: debate.toMs, apply: () => {} },
    ...lanes.devices.flatMap((device) => deviceEdges(device, lanes.witnessesNeeded)),
    ...attested.flatMap((span) => edges(span, 'seen')),
    ...outages.flatMap((span) => edges(span, 'outage')),
    ...ownOutages.flatMap((span) => edges(span, 'ownOutage')),
    ...pauses.flatMap((span) => edges(span, 'pause')),
  ];
}

function edges({ fromMs, toMs }: Span, kind: keyof Depths): Edge[] {
  if (fromMs >= toMs) return [];
  const by = (step: number) => (depths: Depths) => {
    depths[kind] += step;
  };
  return [
    { atMs: fromMs, apply: by(1) },
    { atMs: toMs, apply: by(-1) },
  ];
}

function deviceEdges({ sightings }: Device, needed: number): Edge[] {
  const watching = { session: 0, transport: 0, media: 0 };
  const isThere = () => Object.values(watching).filter((spans) => spans > 0).length >= needed;
  const by = (witness: keyof typeof watching, step: number) => (depths: Depths) => {
    const was = isThere();
    watching[witness] += step;
    if (isThere() !== was) depths.seen += was ? -1 : 1;
  };
  return sightings
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .flatMap(({ witness, fromMs, toMs }) => [
      { atMs: fromMs, apply: by(witness, 1) },
      { atMs: toMs, apply: by(witness, -1) },
    ]);
}
