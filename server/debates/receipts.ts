import type { EvidenceEntry } from '../protocol/evidence.ts';
import type { ReceiptBody, SignedReceipt } from '../protocol/records.ts';
import { canonicalReceipt, receiptText } from '../rules/records.ts';
import type { HomeRecord } from '../store/debates.ts';
import type { Member, Members } from './members.ts';
import type { DebateRecord } from './record.ts';
import type { DebateTools } from './tools.ts';

export type ReceiptsParts = {
  home: Pick<HomeRecord, 'campaignId'>;
  tools: Pick<DebateTools, 'key' | 'log'>;
  members: Members;
};

/** Nobody comes and goes more often than this between two lines that hold. */
const mostOwed = 20;

type InSlot = Member & { claims: { slotId: string } };

/**
 * What each candidate gets in hand of the evidence about them, signed, once it is committed (REC-6): that they came, that
 * they had the floor, that they left. What finds no line is owed, and handed over when they are back.
 */
export class Receipts {
  readonly #parts: ReceiptsParts;
  readonly #owed = new Map<string, SignedReceipt[]>();

  constructor(parts: ReceiptsParts) {
    this.#parts = parts;
  }

  /** Answers for everything that is committed here from now on. */
  follow(record: Pick<DebateRecord, 'onCommitted'>): void {
    record.onCommitted((entries) => this.#take(entries));
  }

  // The debate goes on without a receipt: the entry itself is in the evidence.
  #take(entries: readonly EvidenceEntry[]): void {
    try {
      for (const entry of entries) this.#answer(entry);
    } catch (error) {
      this.#parts.tools.log.error({ err: error }, 'receipts.not-given');
    }
  }

  #answer(entry: EvidenceEntry): void {
    if (entry.kind === 'member.joined') {
      const { slotId } = entry.payload;
      this.#give(slotId, [...this.#takeOwed(slotId), this.#signed(slotId, 'joined', entry)]);
    }
    if (entry.kind === 'turn.started') this.#giveNew(entry.payload.slotId, 'turn', entry);
    if (entry.kind === 'member.left' || entry.kind === 'slot.removed')
      this.#giveNew(entry.payload.slotId, 'left', entry);
    if (entry.kind === 'debate.ended') {
      const here = new Set(this.#parts.members.inSlots().map(({ claims }) => claims.slotId));
      for (const slotId of here) this.#giveNew(slotId, 'left', entry);
    }
  }

  #giveNew(slotId: string, kind: ReceiptBody['kind'], entry: EvidenceEntry): void {
    this.#give(slotId, [this.#signed(slotId, kind, entry)]);
  }

  #signed(slotId: string, kind: ReceiptBody['kind'], entry: EvidenceEntry): SignedReceipt {
    const { campaignId } = this.#parts.home;
    const { key } = this.#parts.tools;
    const { debateId, sequence, hash, atMs } = entry;
    const body = canonicalReceipt({ campaignId, debateId, slotId, kind, sequence, hash, atMs });
    return { body, keyId: key.keyId, signature: key.sign(receiptText(body)) };
  }

  #give(slotId: string, receipts: readonly SignedReceipt[]): void {
    const lines = this.#parts.members.inSlots().filter((member) => isReached(member, slotId));
    for (const { connection } of lines)
      for (const receipt of receipts) connection.say('receipt', { receipt });
    if (lines.length > 0) return;
    const owed = [...(this.#owed.get(slotId) ?? []), ...receipts];
    this.#owed.set(slotId, owed.slice(-mostOwed));
  }

  #takeOwed(slotId: string): SignedReceipt[] {
    const owed = this.#owed.get(slotId) ?? [];
    this.#owed.delete(slotId);
    return owed;
  }
}

const isReached = ({ claims, connection }: InSlot, slotId: string): boolean =>
  claims.slotId === slotId && connection.isAlive();
