import { z } from 'zod';

/** The JSON forms of WebAuthn Level 3, as far as the hub uses them. */
const Base64Url = (longest: number) =>
  z
    .string()
    .regex(/^[\w-]*$/)
    .max(longest);
const credentialId = Base64Url(1400);
const transports = z.array(z.string().max(20)).max(10);
const known = z.strictObject({
  id: z.string(),
  type: z.literal('public-key'),
  transports: transports.optional(),
});
const verification = z.enum(['required', 'preferred', 'discouraged']);

/** What a browser needs to make a passkey. */
export const CreationOptions = z.object({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(known),
  authenticatorSelection: z.object({
    residentKey: z.enum(['required', 'preferred', 'discouraged']),
    requireResidentKey: z.boolean(),
    userVerification: verification,
  }),
  attestation: z.literal('none'),
});
export type CreationOptions = z.infer<typeof CreationOptions>;

/** What a browser needs to show a passkey; without credentials the person chooses among all of this site. */
export const RequestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(known).optional(),
  userVerification: verification,
});
export type RequestOptions = z.infer<typeof RequestOptions>;

const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  /** Browsers put here what the hub does not ask for and does not read. */
  clientExtensionResults: z.looseObject({}),
};

/** A passkey that was just made. */
export const NewCredential = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: Base64Url(8_000),
    attestationObject: Base64Url(20_000),
    authenticatorData: Base64Url(8_000).optional(),
    transports: transports.optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: Base64Url(4_000).optional(),
  }),
});
export type NewCredential = z.infer<typeof NewCredential>;

/** A passkey that was just shown. */
export const Assertion = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: Base64Url(8_000),
    authenticatorData: Base64Url(8_000),
    signature: Base64Url(8_000),
    userHandle: Base64Url(200).optional(),
  }),
});
export type Assertion = z.infer<typeof Assertion>;
