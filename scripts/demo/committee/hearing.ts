import { mkdirSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../setup/programs.mjs';
import type { Account } from './account.ts';
import { MemberPage } from './member-page.ts';

export type Hearing = { members: MemberPage[]; photographs: string };

/** The members of the committee, each at a browser of their own. */
export async function openHearing(
  { url, members, photographs }: { url: string; members: readonly Account[]; photographs: string },
  opened: AsyncDisposableStack,
): Promise<Hearing> {
  const browser = await launch();
  opened.defer(() => browser.close());
  mkdirSync(photographs, { recursive: true });
  const pages: MemberPage[] = [];
  for (const account of members) pages.push(await MemberPage.open(browser, { account, baseUrl: url }));
  return { members: pages, photographs };
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('no Chromium: run `node scripts/setup.mjs --tests`, or set CHROMIUM_PATH');
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath, args });
}

type Removal = { caseId: string; reason: string; words: string };

/** Each member votes on their page, one says what the votes come to, another one writes what the public reads. */
export async function remove(
  { members, photographs }: Hearing,
  { caseId, reason, words }: Removal,
): Promise<void> {
  const [teller, writer] = members as [MemberPage, MemberPage];
  for (const member of members) await member.vote(caseId, { choice: 'Remove from the ballot', reason });
  await teller.photograph(photographs, `voted-${caseId}`);
  await teller.decide(caseId);
  await writer.publish(caseId, words);
  await writer.photograph(photographs, `published-${caseId}`);
}
