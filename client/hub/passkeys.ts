import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import type { Me } from '../../server/protocol/http.ts';
import type { Assertion, NewCredential, RequestOptions } from '../../server/protocol/passkeys.ts';
import { Refusal } from '../../server/protocol/refusals.ts';
import { api } from './api.ts';

// Loaded when a passkey is first needed: most visitors never do.
const device = () => import('@simplewebauthn/browser');

/** Has the device make a passkey for whoever is signed in. */
export async function makePasskey(name: string): Promise<void> {
  const { startRegistration } = await device();
  const optionsJSON = (await api('passkey.begin', { body: {} })) as PublicKeyCredentialCreationOptionsJSON;
  const made = await given(() => startRegistration({ optionsJSON }));
  await api('passkey.add', { body: { name, credential: plain(made) as NewCredential } });
}

/** Signs in with a passkey that the person chooses; `inField`: out of what the browser offers in a text field. */
export async function signInByPasskey({ inField }: { inField: boolean }): Promise<Me> {
  const credential = await shown(await api('sign-in.begin', { body: {} }), inField);
  return api('sign-in.finish', { body: { credential } });
}

/** Shows a passkey in the session that stands: now it may decide (SIGN-3). */
export async function showAgain(): Promise<void> {
  const credential = await shown(await api('sign-in.begin-again', { body: {} }), false);
  await api('sign-in.again', { body: { credential } });
}

/** Whether this browser offers passkeys in a text field. */
export async function offersInField(): Promise<boolean> {
  return (await device()).browserSupportsWebAuthnAutofill();
}

async function shown(options: RequestOptions, useBrowserAutofill: boolean): Promise<Assertion> {
  const { startAuthentication } = await device();
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
  return plain(await given(() => startAuthentication({ optionsJSON, useBrowserAutofill }))) as Assertion;
}

/** Whatever the device says no with – cancelled, none found, too late – is one "no" to the person. */
async function given<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new Refusal('passkey-refused', 'the device gave none', { cause });
  }
}

/** Without what browsers put in and the hub neither asks for nor reads. */
function plain({ id, rawId, type, response }: RegistrationResponseJSON | AuthenticationResponseJSON) {
  return { id, rawId, type, response, clientExtensionResults: {} };
}
