import { sha256 } from '../../server/platform/hash.ts';
import type { EvidenceEntry, EvidenceKind } from '../../server/protocol/evidence.ts';
import { firstBrokenEntry } from '../../server/rules/chain.ts';

type Fact<K extends EvidenceKind> = Extract<EvidenceEntry, { kind: K }>;
type Law = (entry: EvidenceEntry) => string | undefined;

/** What an account that stands in the debate may have caused. */
const ofCandidates: readonly EvidenceKind[] = [
  'member.joined',
  'member.left',
  'witness.changed',
  'hand.raised',
  'hand.lowered',
  'turn.ended',
  'turn.continued',
  'voice.counted',
  'roll-call.answered',
];

/**
 * Throws at the first entry that may not follow those before it. Written by hand, without the rules that made the
 * entries: whoever raced whom, the evidence must tell one legal course.
 */
export function assertLegalCourse(
  entries: readonly EvidenceEntry[],
  slotOfAccount: Readonly<Record<string, string>>,
): void {
  const broken = firstBrokenEntry(entries, sha256);
  if (broken !== null) throw new Error(`the chain is broken at ${broken}`);
  const course = new Course(slotOfAccount);
  for (const entry of entries) {
    const crime = course.take(entry);
    if (crime) throw new Error(`${crime}: ${JSON.stringify(entry)}`);
  }
}

class Course {
  readonly #slotOfAccount: Readonly<Record<string, string>>;
  readonly #removed = new Set<string>();
  readonly #devices = new Map<string, string>();
  readonly #commands = new Map<string, number>();
  #chair: string | null = null;
  #turn: string | null = null;
  #held: string | null = null;
  #isLive = false;
  #isOver = false;

  constructor(slotOfAccount: Readonly<Record<string, string>>) {
    this.#slotOfAccount = slotOfAccount;
  }

  take(entry: EvidenceEntry): string | undefined {
    if (this.#isOver) return 'after the end';
    return this.#once(entry) ?? this.#byWhom(entry) ?? this.#laws[entry.kind]?.(entry);
  }

  /** A command's entries stand together, and it is done once. */
  readonly #once: Law = ({ commandId, sequence }) => {
    if (commandId === null) return;
    const before = this.#commands.get(commandId);
    this.#commands.set(commandId, sequence);
    return before !== undefined && before !== sequence - 1 ? 'done twice' : undefined;
  };

  readonly #byWhom: Law = ({ actor, kind, payload }) => {
    if (actor.kind === 'system') return;
    const { role, accountId } = actor;
    if (role === 'moderator') return this.#mayModerate(kind, accountId) ? undefined : 'not in the chair';
    if (role !== 'candidate') return 'by somebody who may do nothing';
    if (!ofCandidates.includes(kind)) return 'not a candidate’s to do';
    const isOwn = kind === 'turn.continued' || kind === 'voice.counted' || this.#isTheirs(accountId, payload);
    return isOwn ? undefined : 'for another slot';
  };

  #mayModerate(kind: EvidenceKind, accountId: string): boolean {
    return kind === 'chair.taken' || this.#chair === accountId;
  }

  #isTheirs(accountId: string, payload: EvidenceEntry['payload']): boolean {
    return (payload as { slotId?: string }).slotId === this.#slotOfAccount[accountId];
  }

  readonly #laws: { [K in EvidenceKind]?: (entry: EvidenceEntry) => string | undefined } = {
    'chair.taken': law<'chair.taken'>(({ actor, payload }) => {
      const { accountId, cause } = payload;
      const giver = actor.kind === 'account' ? actor.accountId : null;
      if (cause === 'first' && this.#chair !== null) return 'the chair was taken';
      if (cause === 'handed-over' && this.#chair !== null && this.#chair !== giver)
        return 'not theirs to give';
      this.#chair = accountId;
    }),
    'member.joined': law<'member.joined'>(({ payload: { slotId, device } }) => {
      if (this.#removed.has(slotId)) return 'let in although removed';
      if (this.#devices.has(slotId)) return 'on two devices';
      this.#devices.set(slotId, device);
    }),
    'member.left': law<'member.left'>(({ payload: { slotId, device } }) => {
      if (this.#devices.get(slotId) !== device) return 'left without being there';
      this.#devices.delete(slotId);
    }),
    'slot.removed': law<'slot.removed'>(({ payload: { slotId } }) => {
      if (this.#removed.has(slotId)) return 'removed twice';
      if (this.#turn === slotId || this.#held === slotId) return 'removed with the floor';
      this.#removed.add(slotId);
    }),
    'slot.readmitted': law<'slot.readmitted'>(({ payload: { slotId } }) =>
      this.#removed.delete(slotId) ? undefined : 'readmitted without having been removed',
    ),
    'debate.started': () => {
      if (this.#isLive) return 'started twice';
      this.#isLive = true;
    },
    'turn.started': law<'turn.started'>(({ payload: { slotId } }) => {
      if (!this.#isLive) return 'before the start';
      if (this.#removed.has(slotId)) return 'the floor for somebody removed';
      if (this.#turn !== null) return 'two have the floor';
      this.#turn = slotId;
    }),
    'turn.held': law<'turn.held'>(({ payload: { slotId } }) => {
      if (this.#turn !== slotId || this.#held !== null) return 'held without running';
      this.#turn = null;
      this.#held = slotId;
    }),
    'turn.continued': law<'turn.continued'>(({ payload: { slotId } }) => {
      if (this.#held !== slotId || this.#turn !== null) return 'continued without standing still';
      this.#held = null;
      this.#turn = slotId;
    }),
    'turn.postponed': law<'turn.postponed'>(({ payload: { slotId } }) => {
      if (this.#held !== slotId) return 'postponed without standing still';
      this.#held = null;
    }),
    'turn.ended': law<'turn.ended'>(({ payload: { slotId } }) => {
      if (this.#turn === slotId) this.#turn = null;
      else if (this.#held === slotId) this.#held = null;
      else return 'ended without having begun';
    }),
    'act.undone': law<'act.undone'>(({ payload: { stage } }) => {
      this.#removed.clear();
      for (const slotId of stage.removed) this.#removed.add(slotId);
      this.#turn = stage.turn?.slotId ?? null;
      this.#held = stage.held?.slotId ?? null;
    }),
    'debate.ended': () => {
      if (this.#turn !== null || this.#held !== null) return 'over with somebody on the floor';
      this.#isOver = true;
    },
  };
}

function law<K extends EvidenceKind>(says: (entry: Fact<K>) => string | undefined) {
  return (entry: EvidenceEntry) => says(entry as Fact<K>);
}
