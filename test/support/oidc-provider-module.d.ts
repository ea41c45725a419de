/** As much of the provider as the tests use; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  type FoundAccount = { accountId: string; claims(): Record<string, unknown> };
  export default class Provider {
    constructor(
      issuer: string,
      settings: { findAccount: (context: unknown, sub: string) => FoundAccount; [setting: string]: unknown },
    );
    callback(): RequestListener;
  }
}
