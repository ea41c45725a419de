import { z } from 'zod';
import { SignedReceipt } from '../../server/protocol/records.ts';
import { Store } from './store.ts';

const kept = 'receipts';
/** Of about half a kilobyte each: a campaign of many debates, far below what a browser lets a page keep. */
const mostKept = 2_000;

const Kept = z.array(SignedReceipt);

/** The hub's signed words about this candidate, as this browser has kept them (REC-6). */
export const receipts = new Store<readonly SignedReceipt[]>(read());

/** Puts one more aside. Another page of this browser may have done so too: what is there is read again. */
export function keep(receipt: SignedReceipt): void {
  const others = read().filter(({ body }) => body !== receipt.body);
  const all = [...others, receipt].slice(-mostKept);
  receipts.set(() => all);
  try {
    localStorage.setItem(kept, JSON.stringify(all));
  } catch (error) {
    // A full or forbidden store: they last as long as this page, and can be saved from it.
    console.warn('receipts.not-kept', error);
  }
}

/** As the verifier reads them: one a line. */
export function asFile(all: readonly SignedReceipt[]): Blob {
  const lines = all.map((receipt) => `${JSON.stringify({ receipt })}\n`);
  return new Blob(lines, { type: 'application/x-ndjson' });
}

function read(): readonly SignedReceipt[] {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(kept) ?? '[]'));
  } catch (error) {
    console.warn('receipts.unreadable', error);
    return [];
  }
}
