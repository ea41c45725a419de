import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { Hash, Head } from '../protocol/records.ts';
import { Id, InstantMs } from '../protocol/words.ts';

/** One entry of a campaign's log, as far as it must be remembered outside the database. */
const Noted = z.strictObject({
  campaignId: Id,
  sequence: z.int().positive(),
  hash: Hash,
  atMs: InstantMs,
  heads: z.array(Head),
});
export type Noted = z.infer<typeof Noted>;

/** The furthest that was signed: of each campaign's log, and of each debate's evidence. */
export type Remembered = { campaigns: Map<string, Noted>; heads: Map<string, Head> };

const pieceBytes = 1 << 20;

/**
 * What was signed, remembered where a restored database cannot take it back (REC-8). Whoever signs adds a line and waits
 * for the disk; several processes may do so in one file.
 */
export class CheckpointFile {
  readonly #path: string;
  readonly #remembered: Remembered = { campaigns: new Map(), heads: new Map() };
  #readTo = 0;
  #rest = '';

  /** Opens the file, or begins it. */
  constructor(path: string) {
    this.#path = path;
    closeSync(openSync(path, 'a', 0o600));
  }

  note(noted: Noted): void {
    const descriptor = openSync(this.#path, 'a');
    try {
      // The line before may have been torn by a crash: this one begins on its own.
      writeSync(descriptor, `\n${JSON.stringify(noted)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Everything that is in the file by now. */
  read(): Remembered {
    const descriptor = openSync(this.#path, 'r');
    try {
      const { size } = fstatSync(descriptor);
      while (this.#readTo < size) this.#take(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return this.#remembered;
  }

  #take(descriptor: number): void {
    const piece = Buffer.alloc(pieceBytes);
    const length = readSync(descriptor, piece, 0, pieceBytes, this.#readTo);
    this.#readTo += length;
    // All that is noted is ASCII: no character lies across two pieces.
    const lines = (this.#rest + piece.toString('latin1', 0, length)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') this.#remember(line);
  }

  #remember(line: string): void {
    const noted = notedIn(line);
    if (noted === null) return;
    const { campaigns, heads } = this.#remembered;
    if (noted.sequence >= (campaigns.get(noted.campaignId)?.sequence ?? 0)) {
      campaigns.set(noted.campaignId, noted);
    }
    for (const head of noted.heads) {
      if (head.sequence >= (heads.get(head.debateId)?.sequence ?? 0)) heads.set(head.debateId, head);
    }
  }
}

/** Null for a line that a crash has torn: what it would have said was never relied upon. */
function notedIn(line: string): Noted | null {
  try {
    return Noted.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
