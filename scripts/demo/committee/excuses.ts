import { createHash } from 'node:crypto';
import type { Account } from './account.ts';
import type { Candidate, Cast } from './cast.ts';
import type { Held } from './rounds.ts';

/** The smallest file that is a PNG picture: the certificate's scan. */
const scan = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Files an excuse with a document, as the candidate does, and lets two members grant it. */
export async function excuse(url: string, { first }: Cast, { candidate, held }: Excused): Promise<void> {
  const { visitor, cookie } = candidate.account;
  const { duties } = await visitor.ask('candidate.read').then(({ candidacies }) => ({
    duties: candidacies.flatMap((one) => one.duties),
  }));
  const obligationId = duties[0]?.id as string;
  const words = 'In hospital since the morning; the certificate is attached.';
  const { excuseId } = await visitor.ask('candidate.excuse', {
    params: { obligationId },
    body: { debateId: held.debateId, ground: 'own-illness', words },
  });
  const attachmentId = await bring(url, cookie);
  await visitor.ask('candidate.document-excuse', { params: { excuseId }, body: { attachmentId } });
  for (const member of first.slice(0, 2)) {
    const reason = 'The certificate covers the day of the debate.';
    await (await member.deciding()).ask('committee.vote-excuse', {
      params: { excuseId },
      body: { isGranted: true, reason },
    });
  }
}

export type Excused = { candidate: Candidate; held: Held };

async function bring(url: string, cookie: string): Promise<string> {
  const response = await fetch(`${url}/api/attachments`, {
    method: 'POST',
    headers: {
      origin: url,
      cookie,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent('certificate.png'),
    },
    body: scan,
  });
  const card = (await response.json()) as { id: string; sha256?: string };
  if (!response.ok) throw new Error(`the document was refused: ${JSON.stringify(card)}`);
  const digest = createHash('sha256').update(scan).digest('hex');
  if (card.sha256 !== undefined && card.sha256 !== digest) throw new Error('the hub names another file');
  return card.id;
}

/** Two members say the same of an attendance in part. */
export async function rulePartial(
  members: readonly Account[],
  { verdictId, ruling }: { verdictId: string; ruling: 'accept' | 'make-up' },
): Promise<void> {
  for (const member of members.slice(0, 2))
    await (await member.deciding()).ask('judgements.rulePartial', {
      params: { verdictId },
      body: { ruling, reason: 'Was there for the opening turns, and left for a reason that was checked.' },
    });
}
