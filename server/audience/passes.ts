import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../protocol/refusals.ts';

export type Passes = {
  issue(): string;
  /** The pass's id, or the refusal `pass-invalid`. */
  read(pass: string): string;
};

const shape = /^1\.([\w-]{22})\.([\w-]{43})$/;

/** Anonymous viewer passes, `1.<id>.<signature>`: 128 random bits that only this hub can have given out. */
export function openPasses(secret: string): Passes {
  const sign = (passId: string) =>
    createHmac('sha256', secret).update(`debate-hub/viewer-pass/1\n${passId}`).digest('base64url');
  return {
    issue: () => {
      const passId = randomBytes(16).toString('base64url');
      return `1.${passId}.${sign(passId)}`;
    },
    read: (pass) => {
      const [, passId = '', signature = ''] = shape.exec(pass) ?? [];
      if (!isSame(signature, sign(passId))) throw new Refusal('pass-invalid');
      return passId;
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}
