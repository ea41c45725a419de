/** All of a debate's log that a verdict can stand on, gathered in one passing. */
import { type Fields, fieldsOf, listOf, textOf, textOrNull, wholeOf } from './fields.ts';
import { Floor, type Span } from './floor.ts';
import type { Entry } from './log.ts';
import { Sightings } from './sightings.ts';

type Rule = {
  version: number;
  lateAfterMs: number;
  bridgeMs: number;
  sharePercent: number;
  openingTurnMinMs: number;
  voidOutagePercent: number;
  minimumSpeakers: number;
  witnessesNeeded: number;
  silenceMs: number;
};

export type Plan = { rule: Rule; lineup: { id: string; name: string }[]; plannedMs: number };

/** Something that one entry says. */
type Said = { sequence: number };
export type Instant = Said & { atMs: number };
export type SlotSpan = Said & Span & { slotId: string | null };

export class Account {
  plan: Plan | null = null;
  floor: Floor | null = null;
  started: Instant | null = null;
  ended: (Instant & { isFailed: boolean }) | null = null;
  readonly sightings = new Sightings();
  readonly outages: SlotSpan[] = [];
  readonly attested: SlotSpan[] = [];
  /** The entry by which each slot's identity stands. */
  readonly identified = new Map<string, number>();
  /** Our samples: the log was not silent then. */
  readonly samples: Instant[] = [];
  /** When anybody looked, at everybody (null) or at one slot. */
  readonly looks = new Map<string | null, Instant[]>();
  lastAtMs = 0;

  take(entry: Entry): void {
    this.lastAtMs = Math.max(this.lastAtMs, entry.atMs);
    this.sightings.take(entry);
    this.floor?.take(entry);
    this.#note(entry, fieldsOf(entry.payload));
    this.#noteLook(entry);
  }

  #note(entry: Entry, payload: Fields): void {
    const { sequence, atMs } = entry;
    switch (entry.kind) {
      case 'debate.opened':
        if (!this.plan) this.#open(payload);
        return;
      case 'debate.started':
        this.started ??= { sequence, atMs };
        return;
      case 'debate.ended':
        this.ended ??= { sequence, atMs, isFailed: payload.cause === 'failed' };
        return;
      case 'identity.confirmed':
        if (!this.identified.has(textOf(payload, 'slotId')))
          this.identified.set(textOf(payload, 'slotId'), sequence);
        return;
      case 'outage':
        this.outages.push(spanIn(payload, sequence));
        return;
      case 'presence.attested':
        this.attested.push(spanIn(payload, sequence));
        return;
      default:
        return;
    }
  }

  #noteLook({ kind, sequence, atMs, payload }: Entry): void {
    const isOfAll = kind === 'witness.snapshot';
    if (isOfAll || kind === 'witness.changed') this.samples.push({ sequence, atMs });
    if (!isOfAll && !looksAtOne.has(kind)) return;
    const slotId = isOfAll ? null : textOf(fieldsOf(payload), 'slotId');
    const known = this.looks.get(slotId);
    if (known) known.push({ sequence, atMs });
    else this.looks.set(slotId, [{ sequence, atMs }]);
  }

  #open(payload: Fields): void {
    const slots = listOf(payload, 'lineup').map((slot) => fieldsOf(slot));
    const lineup = slots.map((slot) => ({ id: textOf(slot, 'id'), name: textOf(slot, 'name') }));
    this.plan = { rule: ruleIn(fieldsOf(payload.ruleSet)), lineup, plannedMs: wholeOf(payload, 'plannedMs') };
    const phases = listOf(fieldsOf(payload.format), 'phases').map((phase) => textOf(fieldsOf(phase), 'kind'));
    const drawn = [...slots].sort((a, b) => wholeOf(a, 'position') - wholeOf(b, 'position'));
    this.floor = new Floor(
      phases,
      drawn.map((slot) => textOf(slot, 'id')),
    );
  }
}

const looksAtOne = new Set(['witness.changed', 'presence.attested', 'member.joined', 'member.left']);

function spanIn(payload: Fields, sequence: number): SlotSpan {
  const slotId = textOrNull(payload, 'slotId');
  return { sequence, slotId, fromMs: wholeOf(payload, 'fromMs'), toMs: wholeOf(payload, 'toMs') };
}

function ruleIn(fields: Fields): Rule {
  return {
    version: wholeOf(fields, 'version'),
    lateAfterMs: wholeOf(fields, 'lateAfterMs'),
    bridgeMs: wholeOf(fields, 'bridgeMs'),
    sharePercent: wholeOf(fields, 'sharePercent'),
    openingTurnMinMs: wholeOf(fields, 'openingTurnMinMs'),
    voidOutagePercent: wholeOf(fields, 'voidOutagePercent'),
    minimumSpeakers: wholeOf(fields, 'minimumSpeakers'),
    witnessesNeeded: wholeOf(fields, 'witnessesNeeded'),
    silenceMs: wholeOf(fields, 'silenceMs'),
  };
}
