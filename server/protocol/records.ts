import { z } from 'zod';
import { Id, InstantMs } from './words.ts';

/** SHA-256 in lower-case hexadecimal. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** The first 16 hexadecimal digits of the SHA-256 of a raw Ed25519 public key. */
const KeyId = z.string().regex(/^[0-9a-f]{16}$/);
/** 64 bytes of an Ed25519 signature in base64. */
const Signature = z.string().regex(/^[A-Za-z0-9+/]{86}==$/);
/** 32 bytes of a raw Ed25519 public key in base64. */
const PublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/** A key that signs, and by which key before it that was allowed; the first one has none (REC-5). */
export const SigningKeyRecord = z.strictObject({
  keyId: KeyId,
  publicKey: PublicKey,
  createdAtMs: InstantMs,
  previousKeyId: KeyId.nullable(),
  endorsement: Signature.nullable(),
});
export type SigningKeyRecord = z.infer<typeof SigningKeyRecord>;

/** How far one debate's evidence had come. */
export const Head = z.strictObject({ debateId: Id, sequence: z.int().positive(), hash: Hash });
export type Head = z.infer<typeof Head>;

const processNames = ['server', 'workers'] as const;
export const ProcessName = z.enum(processNames);
export type ProcessName = z.infer<typeof ProcessName>;

const ofProcess = { process: ProcessName };
const recordContents = [
  /** How far each debate has come that has moved since the checkpoint before. */
  z.strictObject({ kind: z.literal('checkpoint'), heads: z.array(Head).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('boot'), payload: z.strictObject(ofProcess) }),
  z.strictObject({ kind: z.literal('drain'), payload: z.strictObject(ofProcess) }),
  /** An interval in which a process of ours failed; `bootId` is the one that failed. */
  z.strictObject({
    kind: z.literal('outage'),
    payload: z.strictObject({
      ...ofProcess,
      bootId: Id,
      cause: z.enum(['heartbeat-gap', 'media-worker-died']),
      fromMs: InstantMs,
      toMs: InstantMs,
    }),
  }),
  /** Somebody or something set the machine's clock: by so much, at the least. */
  z.strictObject({
    kind: z.literal('clock-jump'),
    payload: z.strictObject({ ...ofProcess, byMs: z.int() }),
  }),
] as const;

/** What an entry of a campaign's log says, before it has its place there. */
export const RecordContent = z.discriminatedUnion('kind', recordContents);
export type RecordContent = z.infer<typeof RecordContent>;
export type RecordKind = RecordContent['kind'];
export type ProcessFact = Exclude<RecordContent, { kind: 'checkpoint' }>;

/** Where an entry of a campaign's log stands, when, and in which boot it was made. */
type RecordPlace = {
  campaignId: string;
  sequence: number;
  previousHash: string;
  atMs: number;
  bootId: string;
};
export type RecordBody = RecordContent & RecordPlace;

const place = {
  campaignId: Id,
  sequence: z.int().positive(),
  previousHash: Hash,
  atMs: InstantMs,
  bootId: Id,
};
const [checkpoint, boot, drain, outage, clockJump] = recordContents;
/** The exact form of one campaign log entry's hashed body. */
export const RecordBodySchema: z.ZodType<RecordBody> = z.discriminatedUnion('kind', [
  checkpoint.extend(place),
  boot.extend(place),
  drain.extend(place),
  outage.extend(place),
  clockJump.extend(place),
]);

/** An entry as it is stored and published: `body` is the canonical text that was hashed, byte for byte. */
export type SignedRecord = { body: string; hash: string; keyId: string; signature: string };

const receiptKinds = ['joined', 'turn', 'left'] as const;

/** What a candidate is told of one entry of the evidence: that it stands there, where, and with which hash. */
export const ReceiptBody = z.strictObject({
  campaignId: Id,
  debateId: Id,
  slotId: Id,
  kind: z.enum(receiptKinds),
  sequence: z.int().positive(),
  hash: Hash,
  atMs: InstantMs,
});
export type ReceiptBody = z.infer<typeof ReceiptBody>;

/** `body` is the canonical text of a `ReceiptBody`, as it was signed. */
export const SignedReceipt = z.strictObject({
  body: z.string().min(1).max(1_000),
  keyId: KeyId,
  signature: Signature,
});
export type SignedReceipt = z.infer<typeof SignedReceipt>;

/** Why the evidence in this database should decide nobody's career yet. */
const doubts = ['embedded-database', 'role-may-change-evidence', 'older-than-signed'] as const;
export type Doubt = (typeof doubts)[number];

/** How far the records of the campaign can be relied upon, for the committee. */
export const RecordsState = z.strictObject({
  /** Empty where nothing speaks against deciding by this evidence. */
  doubts: z.array(z.enum(doubts)),
  /** Debates whose evidence is not what was signed before: verdicts on it are `unknown`. */
  olderDebates: z.array(Id),
  keyId: KeyId.nullable(),
  lastCheckpoint: z.strictObject({ sequence: z.int(), hash: Hash, atMs: InstantMs }).nullable(),
});
export type RecordsState = z.infer<typeof RecordsState>;
