import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import type { Clock } from '../platform/clock.ts';
import type { Assertion, CreationOptions, NewCredential, RequestOptions } from '../protocol/passkeys.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Passkey, PasskeyStore } from '../store/passkeys.ts';
import { type Challenges, challengeLivesMs, type Purpose } from './challenges.ts';

/** A signed-in person, in one of their sessions. `isFresh`: they have just shown a passkey. */
export type Person = {
  accountId: string;
  sessionId: string;
  name: string;
  isOfficial: boolean;
  isFresh: boolean;
};

export type Passkeys = {
  /** Whoever has a passkey shows it before they add another one: else `sign-in-again`. */
  beginAdding(person: Person): Promise<CreationOptions>;
  /** Resolves to the passkey's id. */
  add(person: Person, made: { name: string; credential: NewCredential }): Promise<string>;
  /** An official keeps one: `last-passkey`. */
  remove(person: Person, passkeyId: string): Promise<void>;
  /** For whoever it may be: the person chooses among the passkeys that their device has for this site. */
  beginSignIn(): Promise<RequestOptions>;
  signIn(shown: Assertion): Promise<Passkey>;
  /** Refuses with `no-passkey` whoever has none. */
  beginAgain(person: Person): Promise<RequestOptions>;
  again(person: Person, shown: Assertion): Promise<Passkey>;
};

export type PasskeyTools = {
  passkeys: PasskeyStore;
  challenges: Challenges;
  clock: Clock;
  publicUrl: string;
  /** Officials must have been asked for a finger, a face or a number by their device. */
  isOfficial(accountId: string): Promise<boolean>;
};

const siteName = 'Debate hub';
const mostPasskeys = 10;
/** EdDSA, ES256 and RS256: what today's devices make. */
const algorithms = [-8, -7, -257];

/** Passkeys by WebAuthn: made and shown on this site alone, each challenge for one purpose and one time (SIGN-2). */
export function openPasskeys(tools: PasskeyTools): Passkeys {
  return {
    beginAdding: (person) => beginAdding(tools, person),
    add: (person, made) => add(tools, person, made),
    remove: (person, passkeyId) => remove(tools, person, passkeyId),
    beginSignIn: () => request(tools, { kind: 'sign-in' }, { userVerification: 'preferred' }),
    signIn: (shown) => show(tools, shown, { kind: 'sign-in' }),
    beginAgain: async (person) => {
      const own = await tools.passkeys.of(person.accountId);
      if (own.length === 0) throw new Refusal('no-passkey');
      const userVerification = person.isOfficial ? 'required' : 'preferred';
      const purpose = { kind: 'again', sessionId: person.sessionId } as const;
      return request(tools, purpose, { userVerification, allowCredentials: own.map(named) });
    },
    again: async ({ accountId, sessionId }, shown) => {
      const passkey = await show(tools, shown, { kind: 'again', sessionId });
      if (passkey.accountId !== accountId) throw new Refusal('passkey-refused', 'of another account');
      return passkey;
    },
  };
}

const siteOf = (publicUrl: string): string => new URL(publicUrl).hostname;
const named = ({ id, transports }: Passkey) => ({ id, transports });

async function beginAdding(tools: PasskeyTools, person: Person): Promise<CreationOptions> {
  const { accountId, sessionId, name, isOfficial } = person;
  const own = await ownBeforeAdding(tools, person);
  const options = await generateRegistrationOptions({
    rpName: siteName,
    rpID: siteOf(tools.publicUrl),
    userName: name,
    userDisplayName: name,
    userID: new TextEncoder().encode(accountId),
    timeout: challengeLivesMs,
    excludeCredentials: own.map(named),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: {
      residentKey: 'required',
      userVerification: isOfficial ? 'required' : 'preferred',
    },
  });
  await tools.challenges.keep(options.challenge, { kind: 'add', sessionId });
  return options as CreationOptions;
}

async function ownBeforeAdding(tools: PasskeyTools, person: Person): Promise<Passkey[]> {
  const own = await tools.passkeys.of(person.accountId);
  if (own.length > 0 && !person.isFresh) throw new Refusal('sign-in-again');
  if (own.length >= mostPasskeys) throw new Refusal('limit-reached', `${mostPasskeys} passkeys`);
  return own;
}

async function remove(tools: PasskeyTools, person: Person, passkeyId: string): Promise<void> {
  const { accountId, isOfficial } = person;
  const own = await tools.passkeys.of(accountId);
  if (!own.some(({ id }) => id === passkeyId)) throw new Refusal('not-found', 'passkey');
  if (isOfficial && own.length === 1) throw new Refusal('last-passkey');
  await tools.passkeys.remove(accountId, passkeyId);
}

async function add(
  tools: PasskeyTools,
  person: Person,
  { name, credential }: { name: string; credential: NewCredential },
): Promise<string> {
  const { accountId, sessionId, isOfficial } = person;
  await ownBeforeAdding(tools, person);
  const expected = await asked(tools, credential, { kind: 'add', sessionId });
  const { registrationInfo } = await understood(() =>
    verifyRegistrationResponse({
      ...expected,
      response: credential as RegistrationResponseJSON,
      requireUserVerification: isOfficial,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (registrationInfo === undefined) throw new Refusal('passkey-refused');
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  if ((await tools.passkeys.find(id)) !== null) throw new Refusal('passkey-refused', 'registered already');
  await tools.passkeys.add({
    ...{ id, accountId, publicKey, counter, transports, name },
    isSynced: registrationInfo.credentialBackedUp,
    isUserVerified: registrationInfo.userVerified,
    createdAtMs: tools.clock.now(),
    lastUsedAtMs: null,
  });
  return id;
}

type Ways = Pick<
  Parameters<typeof generateAuthenticationOptions>[0],
  'userVerification' | 'allowCredentials'
>;

async function request(tools: PasskeyTools, purpose: Purpose, ways: Ways): Promise<RequestOptions> {
  const rpID = siteOf(tools.publicUrl);
  const options = await generateAuthenticationOptions({ rpID, timeout: challengeLivesMs, ...ways });
  await tools.challenges.keep(options.challenge, purpose);
  return options as RequestOptions;
}

async function show(tools: PasskeyTools, shown: Assertion, purpose: Purpose): Promise<Passkey> {
  const passkey = await tools.passkeys.find(shown.id);
  if (passkey === null) throw new Refusal('passkey-refused', 'unknown');
  const { id, counter, transports } = passkey;
  const credential = { id, counter, transports, publicKey: new Uint8Array(passkey.publicKey) };
  const requireUserVerification = await tools.isOfficial(passkey.accountId);
  const expected = await asked(tools, shown, purpose);
  const { verified, authenticationInfo } = await understood(() =>
    verifyAuthenticationResponse({
      ...expected,
      response: shown as AuthenticationResponseJSON,
      credential,
      requireUserVerification,
    }),
  );
  if (!verified) throw new Refusal('passkey-refused', 'wrong signature');
  if (!(await tools.passkeys.used(id, authenticationInfo.newCounter, tools.clock.now())))
    throw new Refusal('passkey-refused', 'the counter has been here already');
  return passkey;
}

/** What every answer is held against: our site, and a challenge that was given out for this and not used yet. */
async function asked(tools: PasskeyTools, answer: Assertion | NewCredential, purpose: Purpose) {
  const { challenge } = await understood(async () => decodeClientDataJSON(answer.response.clientDataJSON));
  if (!(await tools.challenges.use(challenge, purpose))) throw new Refusal('passkey-refused', 'challenge');
  return {
    expectedChallenge: challenge,
    expectedOrigin: new URL(tools.publicUrl).origin,
    expectedRPID: siteOf(tools.publicUrl),
  };
}

/** The library throws for whatever is wrong with an answer; all of it is the same "no" to the outside. */
async function understood<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Refusal('passkey-refused', 'not understood or not for this site', { cause: error });
  }
}
