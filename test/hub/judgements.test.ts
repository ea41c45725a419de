import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostAttachmentBytes } from '../../server/protocol/attachments.ts';
import type { VerdictFile } from '../../server/protocol/judgements.ts';
import type { Seed } from '../../server/store/seed-shape.ts';
import { bring, pdf, propose } from '../faults/judgement-calls.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const jpeg = Buffer.from('ffd8ffe000104a46', 'hex');

describe('verdicts and files over HTTP', () => {
  let hub: TestHub;
  const cookie: Record<'moderator' | 'committee' | 'elsewhere' | 'candidate' | 'opponent', string> = {
    ...{ moderator: '', committee: '', elsewhere: '', candidate: '', opponent: '' },
  };

  beforeAll(async () => {
    hub = await openTestHub((seed: Seed) => ({
      ...seed,
      people: [
        ...seed.people,
        {
          key: 'tekes',
          name: 'Moderator Tekes (fictional)',
          email: 'tekes@example.invalid',
          roles: ['moderator'],
        },
      ],
    }));
    const campaign = await hub.stores.campaigns.currentCampaign();
    const moderators = await hub.stores.roles.accountsWith(campaign.id, 'moderator');
    const elsewhere = moderators.find(({ accountId }) => accountId !== hub.moderatorId);
    cookie.moderator = await hub.signInFresh(hub.moderatorId);
    cookie.committee = await hub.signInFresh(await hub.accountOf('committee'));
    cookie.elsewhere = await hub.signInFresh(elsewhere?.accountId as string);
    cookie.candidate = await hub.signIn(hub.candidates[0]?.accountId as string);
    cookie.opponent = await hub.signIn(hub.candidates[1]?.accountId as string);
  });
  afterAll(() => hub?.[Symbol.asyncDispose]());

  const ask = async <T>(path: string, who: string, body?: unknown): Promise<T & { code?: string }> => {
    const response = await fetch(`${hub.url}${path}`, {
      headers: { 'content-type': 'application/json', origin: hub.url, cookie: who },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await response.json()) as T & { code?: string };
  };
  const upload = async (bytes: Buffer, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub.url}/api/attachments`, {
      method: 'POST',
      headers: { origin: hub.url, cookie: cookie.candidate, 'x-file-name': 'letter.pdf', ...headers },
      body: new Uint8Array(bytes),
    });
    return (await response.json()) as {
      code?: string;
      mediaType?: string;
      fileName?: string;
      sha256?: string;
    };
  };

  it('7.2 an absence is confirmed by two, objected to with a file, and corrected by two others', async () => {
    const { id } = await propose(hub, hub.candidates[0]?.slotId as string, 'absent');
    const confirmations = `/api/debates/${hub.debateId}/confirmations`;
    for (const who of [cookie.moderator, cookie.elsewhere])
      expect(await ask(confirmations, who, { verdictIds: [id] })).toEqual({});
    const attachmentId = await bring(hub.url, cookie.candidate);
    const objection = {
      statement: 'I spoke in the hall.\nThe picture shows it.',
      attachmentIds: [attachmentId],
    };
    expect(await ask(`/api/verdicts/${id}/objections`, cookie.opponent, objection)).toMatchObject({
      code: 'not-allowed',
    });
    const { objectionId } = await ask<{ objectionId: string }>(
      `/api/verdicts/${id}/objections`,
      cookie.candidate,
      objection,
    );
    expect(objectionId).toMatch(/^[\da-f-]{36}$/);
    const ruling = { ruling: 'attended', reason: 'The picture shows it.' };
    expect(await ask(`/api/verdicts/${id}/objection-rulings`, cookie.elsewhere, ruling)).toMatchObject({
      code: 'own-matter',
    });
    expect(await ask(`/api/verdicts/${id}/objection-rulings`, cookie.committee, ruling)).toEqual({});
    const { files } = await ask<{ files: VerdictFile[] }>('/api/candidate/judgements', cookie.candidate);
    expect(files[0]?.objection).toMatchObject({
      statement: objection.statement,
      attachments: [{ id: attachmentId, fileName: 'letter.pdf', mediaType: 'application/pdf' }],
      rulings: [{ ruling: 'attended' }],
      end: null,
    });
  });

  it('SIGN-3 who has not just proved themselves confirms nothing', async () => {
    const { id } = await propose(hub, hub.candidates[1]?.slotId as string, 'attended');
    const stale = await hub.signIn(hub.moderatorId);
    const path = `/api/debates/${hub.debateId}/confirmations`;
    expect(await ask(path, stale, { verdictIds: [id] })).toMatchObject({ code: 'sign-in-again' });
    expect((await hub.stores.verdicts.forDebate(hub.debateId)).find((one) => one.id === id)?.status).toBe(
      'proposed',
    );
  });

  it('JUDGE-10 a list of what waits is an official’s own; candidates and the public have none', async () => {
    const { id } = await propose(hub, hub.candidates[2]?.slotId as string, 'late');
    const waiting = async (who: string) => ask<{ files?: VerdictFile[] }>('/api/judgements', who);
    expect((await waiting(cookie.committee)).files?.map(({ verdict }) => verdict.id)).toContain(id);
    expect(await waiting(cookie.candidate)).toMatchObject({ code: 'not-allowed' });
    expect(await waiting('')).toMatchObject({ code: 'not-signed-in' });
  });

  it('FILE-1 a file is what its bytes are, whatever it is called', async () => {
    expect(await upload(pdf)).toMatchObject({ mediaType: 'application/pdf', fileName: 'letter.pdf' });
    expect(await upload(png, { 'content-type': 'text/html' })).toMatchObject({ mediaType: 'image/png' });
    expect(await upload(jpeg, { 'x-file-name': encodeURIComponent('Хат №1.jpg') })).toMatchObject({
      mediaType: 'image/jpeg',
      fileName: 'Хат №1.jpg',
    });
    for (const lie of ['<html><script>alert(1)</script>', 'MZ\u0090', 'GIF89a', ' %PDF-1.7'])
      expect(await upload(Buffer.from(lie), { 'content-type': 'application/pdf' })).toMatchObject({
        code: 'file-not-taken',
      });
  });

  it('FILE-1 one that is too large, empty, packed, or called like a path is refused', async () => {
    const filled = (bytes: number) => Buffer.concat([pdf, Buffer.alloc(bytes - pdf.length)]);
    expect(await upload(filled(mostAttachmentBytes))).toMatchObject({ mediaType: 'application/pdf' });
    expect(await upload(filled(mostAttachmentBytes + 1))).toMatchObject({ code: 'too-large' });
    expect(await upload(Buffer.alloc(0))).toMatchObject({ code: 'bad-input' });
    expect(await upload(pdf, { 'content-encoding': 'gzip' })).toMatchObject({ code: 'bad-input' });
    for (const name of ['../../etc/passwd', '', 'a%0d%0ab', '%e2%80%aegnp.exe', '%'])
      expect(await upload(pdf, { 'x-file-name': name }), name).toMatchObject({ code: 'bad-input' });
    expect(await upload(pdf, { origin: 'https://elsewhere.example' })).toMatchObject({
      code: 'foreign-origin',
    });
  });

  it('FILE-2 it comes back byte for byte, as a download that no browser opens as a page', async () => {
    const id = await bring(hub.url, cookie.opponent, png);
    const response = await fetch(`${hub.url}/api/attachments/${id}`, {
      headers: { cookie: cookie.opponent },
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${id}.png"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    for (const who of [cookie.candidate, cookie.moderator])
      expect(await ask(`/api/attachments/${id}`, who)).toMatchObject({ code: 'not-found' });
    expect((await fetch(`${hub.url}/api/attachments/${id}`)).status).toBe(401);
  });

  it('JUDGE-12 an organiser lays down the next version for what is to come, and everybody reads all of them', async () => {
    const organiser = await hub.signInFresh(await hub.accountOf('organiser'));
    const home = await hub.stores.debates.homeRecord(hub.debateId);
    const { version, ...rules } = home.ruleSet;
    const lay = (validFromMs: number) =>
      ask<{ version?: number }>('/api/organiser/rule-sets', organiser, {
        ...rules,
        lateAfterMs: 60_000,
        validFromMs,
      });
    expect(await lay(Date.now() - 60_000)).toMatchObject({ code: 'too-late' });
    expect(await lay(Date.now() + 60_000)).toMatchObject({ version: version + 1 });
    const { ruleSets } = await ask<{ ruleSets: unknown[] }>('/api/rule-sets', '');
    expect(ruleSets).toHaveLength(2);
    expect((await hub.stores.debates.homeRecord(hub.debateId)).ruleSet).toEqual(home.ruleSet);
  });
});
