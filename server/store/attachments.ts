import type { AttachmentCard, MediaType } from '../protocol/attachments.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Database } from './tables.ts';

type NewAttachment = {
  accountId: string;
  fileName: string;
  mediaType: MediaType;
  sha256: string;
  bytes: Buffer;
  atMs: number;
};

export type AttachmentStore = {
  /** The same file of the same person is stored once. Over what one person may bring: `limit-reached`. */
  bring(attachment: NewAttachment): Promise<AttachmentCard>;
  /** Refuses with `not-found` unless this person brought all of them. */
  assertOwn(attachmentIds: readonly string[], accountId: string): Promise<void>;
  /** Lets one more person read it: a party to the matter that it was brought for. Idempotent. */
  share(attachmentId: string, accountId: string): Promise<void>;
  /**
   * Its bytes, for whoever brought it or it was shared with, for a committee, and for the officials who may decide the
   * objection that it was brought for; else `not-found`.
   */
  read(attachmentId: string, accountId: string): Promise<{ mediaType: MediaType; bytes: Buffer }>;
  cards(attachmentIds: readonly string[]): Promise<AttachmentCard[]>;
};

/** Of one person in all; each is 5 MiB at most. */
const mostOfOnePerson = 60;

export function attachmentStore(database: Database): AttachmentStore {
  return {
    bring: (attachment) => bring(database, attachment),
    assertOwn: (attachmentIds, accountId) => assertOwn(database, attachmentIds, accountId),
    share: async (attachmentId, accountId) => {
      await database
        .insertInto('attachmentReader')
        .values({ attachmentId, accountId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    read: (attachmentId, accountId) => read(database, attachmentId, accountId),
    cards: async (attachmentIds) =>
      attachmentIds.length === 0
        ? []
        : cardQuery(database).where('attachment.id', 'in', attachmentIds).execute(),
  };
}

function cardQuery(database: Database) {
  return database
    .selectFrom('attachment')
    .select([
      'attachment.id',
      'attachment.fileName',
      'attachment.mediaType',
      'attachment.size as bytes',
      'attachment.sha256',
      'attachment.atMs',
    ]);
}

async function bring(database: Database, given: NewAttachment): Promise<AttachmentCard> {
  const { accountId, sha256, bytes } = given;
  const own = cardQuery(database).where('accountId', '=', accountId);
  const known = await own.where('sha256', '=', sha256).executeTakeFirst();
  if (known !== undefined) return known;
  if ((await own.execute()).length >= mostOfOnePerson) throw new Refusal('limit-reached');
  await database
    .insertInto('attachment')
    .values({ ...given, size: bytes.byteLength })
    .onConflict((conflict) => conflict.columns(['accountId', 'sha256']).doNothing())
    .execute();
  return own.where('sha256', '=', sha256).executeTakeFirstOrThrow();
}

async function assertOwn(
  database: Database,
  attachmentIds: readonly string[],
  accountId: string,
): Promise<void> {
  const asked = [...new Set(attachmentIds)];
  if (asked.length === 0) return;
  const found = await database
    .selectFrom('attachment')
    .select('id')
    .where('accountId', '=', accountId)
    .where('id', 'in', asked)
    .execute();
  if (found.length !== asked.length) throw new Refusal('not-found', 'attachment');
}

async function read(
  database: Database,
  attachmentId: string,
  accountId: string,
): Promise<{ mediaType: MediaType; bytes: Buffer }> {
  const shared = database
    .selectFrom('attachmentReader')
    .select('attachmentId')
    .where('accountId', '=', accountId);
  const committee = database
    .selectFrom('roleGrant')
    .select('accountId')
    .where('accountId', '=', accountId)
    .where('role', '=', 'committee');
  return database
    .selectFrom('attachment')
    .select(['mediaType', 'bytes'])
    .where('id', '=', attachmentId)
    .where(({ or, eb, exists }) =>
      or([
        eb('accountId', '=', accountId),
        eb('id', 'in', shared),
        exists(committee),
        eb('id', 'in', ofObjectionsBefore(database, accountId)),
      ]),
    )
    .executeTakeFirstOrThrow(() => new Refusal('not-found', attachmentId));
}

/** A moderator of the campaign decides objections to the verdicts of others' debates. */
function ofObjectionsBefore(database: Database, accountId: string) {
  const moderated = database.selectFrom('moderation').select('debateId').where('accountId', '=', accountId);
  const campaigns = database
    .selectFrom('roleGrant')
    .select('campaignId')
    .where('accountId', '=', accountId)
    .where('role', '=', 'moderator');
  return database
    .selectFrom('objectionAttachment')
    .innerJoin('objection', 'objection.id', 'objectionAttachment.objectionId')
    .innerJoin('verdict', 'verdict.id', 'objection.verdictId')
    .innerJoin('debate', 'debate.id', 'verdict.debateId')
    .select('objectionAttachment.attachmentId')
    .where('debate.campaignId', 'in', campaigns)
    .where('debate.id', 'not in', moderated);
}

export type AttachmentsOf = Map<string, AttachmentCard[]>;

/** By objection, in the order in which they were given. */
export async function attachmentsOfObjections(
  database: Database,
  objectionIds: readonly string[],
): Promise<AttachmentsOf> {
  if (objectionIds.length === 0) return new Map();
  const rows = await cardQuery(database)
    .innerJoin('objectionAttachment', 'objectionAttachment.attachmentId', 'attachment.id')
    .select('objectionAttachment.objectionId')
    .where('objectionAttachment.objectionId', 'in', objectionIds)
    .orderBy('objectionAttachment.position')
    .execute();
  const byObjection: AttachmentsOf = new Map();
  for (const { objectionId, ...card } of rows) {
    byObjection.set(objectionId, [...(byObjection.get(objectionId) ?? []), card]);
  }
  return byObjection;
}
