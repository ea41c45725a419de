/** A bundle's first line, which says what it is, and its last one, which vouches for every byte before it. */
import { bytesOf, type Fields, fieldsOf, textOf, wholeOf } from './fields.ts';

export type Header = {
  debateId: string;
  campaignId: string;
  title: Record<string, string>;
  exportedAtMs: number;
};

export const headerFields = ['bundle', 'debateId', 'campaignId', 'title', 'exportedAtMs'];

export function headerIn(record: Fields): Header {
  if (record.bundle !== 1) throw new TypeError('not a bundle of version 1');
  const title = fieldsOf(record.title, ['kk', 'ru', 'en']);
  for (const language of ['kk', 'ru', 'en']) textOf(title, language);
  return {
    debateId: textOf(record, 'debateId'),
    campaignId: textOf(record, 'campaignId'),
    title: title as Record<string, string>,
    exportedAtMs: wholeOf(record, 'exportedAtMs'),
  };
}

export function sealIn(end: unknown) {
  const fields = fieldsOf(end, ['entries', 'checkpoints', 'sha256', 'keyId', 'signature']);
  const [entries, checkpoints] = [wholeOf(fields, 'entries'), wholeOf(fields, 'checkpoints')];
  const [keyId, sha256] = [textOf(fields, 'keyId'), textOf(fields, 'sha256')];
  return { entries, checkpoints, keyId, sha256, signature: bytesOf(fields, 'signature', 64) };
}
