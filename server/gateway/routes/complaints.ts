import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { sha256 } from '../../platform/hash.ts';
import { registerCsv } from '../../rules/register.ts';
import type { Stores } from '../../store/stores.ts';
import type { RouteHandlers } from '../http.ts';
import { openLimit } from '../limits.ts';

type ComplaintRoute =
  | 'complaint.file'
  | 'complaint.track'
  | 'areas.list'
  | 'area.candidacies'
  | 'register.read'
  | 'register.csv';

export type ComplaintTools = { stores: Stores; clock: Clock };

/** From one address prefix in an hour: a house or an office stands behind one. */
const complaintsPerHour = 20;

/** Complaints by anybody, with a code to follow them, and the public register of decisions. */
export function complaintRoutes({ stores, clock }: ComplaintTools): Pick<RouteHandlers, ComplaintRoute> {
  const { cases, campaigns, candidacies } = stores;
  const complaints = openLimit(complaintsPerHour, 3600);
  const register = oneAtATime(async () => cases.register(await campaigns.currentCampaign(), clock.now()));
  return {
    'complaint.file': async ({ body, visitor, addressPrefix }) => {
      await complaints.consume(addressPrefix);
      const trackingCode = newCode();
      const { id: campaignId } = await campaigns.currentCampaign();
      const number = await cases.fileComplaint({
        ...{ ...body, campaignId, complainantId: visitor.accountId, nowMs: clock.now() },
        trackingHash: sha256(plain(trackingCode)),
      });
      return { number, trackingCode };
    },
    'complaint.track': ({ body }) => cases.tracked(sha256(plain(body.trackingCode)), clock.now()),
    'areas.list': async () => ({
      areas: await campaigns.areas((await campaigns.currentCampaign()).id),
    }),
    'area.candidacies': async ({ params }) => ({
      candidacies: await candidacies.registeredIn(params.areaId),
    }),
    'register.read': register,
    'register.csv': async () => ({
      fileName: 'register.csv',
      parts: csvParts(registerCsv(await register())),
    }),
  };
}

/** However many ask at once, it is worked out once: the register is read by everybody on the same evening. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}

// Table programs take a file without this mark for one of an older alphabet.
const byteOrderMark = '\uFEFF';

async function* csvParts(text: string): AsyncIterable<string> {
  yield byteOrderMark + text;
}

/** No letter that is read as another one, and no vowel that makes a word. */
const alphabet = '23456789BCDFGHJKLMNPQRSTVWXYZ';
const codeLetters = 20;

/** About 97 bits of chance, in groups that can be read out. */
function newCode(): string {
  const letters: string[] = [];
  while (letters.length < codeLetters) {
    const [byte = 0] = randomBytes(1);
    const letter = alphabet[byte % 32];
    if (letter !== undefined) letters.push(letter);
  }
  return (letters.join('').match(/.{5}/g) ?? []).join('-');
}

/** However it was typed: with or without hyphens, in small letters. */
const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
