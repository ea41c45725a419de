import type { Generated } from 'kysely';
import type { MediaType } from '../protocol/attachments.ts';
import type { Capacity, ObjectionEnd, ObjectionRuling, PartialRuling } from '../protocol/judgements.ts';

type Said = { verdictId: string; accountId: string; reason: string; atMs: number };

/** What people did about verdicts. Rows are added and never changed; the database refuses it. */
export type JudgementTables = {
  confirmation: { verdictId: string; accountId: string; capacity: Capacity; atMs: number };
  partialRuling: Said & { ruling: PartialRuling };
  /** One for a verdict at most. */
  objection: {
    id: Generated<string>;
    verdictId: string;
    accountId: string;
    statement: string;
    atMs: number;
  };
  objectionAttachment: { objectionId: string; attachmentId: string; position: number };
  objectionRuling: Said & { ruling: ObjectionRuling };
  objectionEnd: { objectionId: string; cause: ObjectionEnd; atMs: number };

  attachment: {
    id: Generated<string>;
    accountId: string;
    fileName: string;
    mediaType: MediaType;
    size: number;
    sha256: string;
    bytes: Buffer;
    atMs: number;
  };
  /** Who may read it besides the one who brought it and the committee. */
  attachmentReader: { attachmentId: string; accountId: string };
};
