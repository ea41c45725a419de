/** What a notice says in a language: on the person's page and in the letter, the same words (CASE-9). */
import type { PersonalNoticeKind } from '../protocol/personal-notices.ts';
import { type Language, Names } from '../protocol/words.ts';

/** The words of one language, as `protocol/notice-words` has them. */
type NoticeWords = {
  greeting: string;
  where: string;
  footer: string;
  calendar: { instant: string; month: Record<string, string> };
  codes: Record<string, Record<string, string>>;
  kinds: Record<PersonalNoticeKind, { subject: string; what: string; can: string }>;
};

export type Notice = { kind: PersonalNoticeKind; params: Record<string, unknown> };
type Saying = { language: Language; words: NoticeWords };

/** What happened, what can be done by when. */
export function noticeText({ kind, params }: Notice, { language, words }: Saying) {
  const { subject, what, can } = words.kinds[kind];
  const figures = figuresOf(params, { language, words });
  return { subject: filled(subject, figures), what: filled(what, figures), can: filled(can, figures) };
}

/** Where somebody goes to do it. */
export function placeOf(kind: PersonalNoticeKind): string {
  if (kind === 'case-to-decide') return '/committee';
  const isOfCase = /^(breach|case|appeal)-/.test(kind);
  return isOfCase ? '/candidate/cases' : '/candidate';
}

type Addressed = Notice & { name: string; publicUrl: string };

/** One letter, in one language or in several below each other where nobody knows which is read. */
export function letterOf(
  { name, publicUrl, ...notice }: Addressed,
  sayings: readonly Saying[],
): { subject: string; text: string } {
  const url = `${publicUrl}${placeOf(notice.kind)}`;
  const parts = sayings.map((saying) => {
    const { greeting, where, footer } = saying.words;
    const { subject, what, can } = noticeText(notice, saying);
    const lines = [filled(greeting, { name }), what, can, filled(where, { url }), footer];
    return { subject, text: lines.join('\n\n') };
  });
  return {
    subject: oneLine(parts[0]?.subject ?? ''),
    text: `${parts.map(({ text }) => text).join('\n\n———\n\n')}\n`,
  };
}

/** A header is one line: a title that has more, or ends the header early, is put on one. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function figuresOf(params: Record<string, unknown>, saying: Saying): Record<string, string> {
  const zone = typeof params.zone === 'string' ? params.zone : 'UTC';
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    figure({ name, value, zone }, saying),
  ]);
  return Object.fromEntries(entries);
}

function figure(
  { name, value, zone }: { name: string; value: unknown; zone: string },
  { language, words }: Saying,
): string {
  if (typeof value === 'number') return name.endsWith('AtMs') ? instant(value, zone, words) : String(value);
  if (typeof value === 'string') return words.codes[name]?.[value] ?? value;
  const names = Names.safeParse(value);
  if (!names.success) throw new Error(`no words for ${name}`);
  return names.data[language];
}

/**
 * The day and the clock of the area, with how far that clock is from UTC. Browsers carry no Kazakh calendar, so the
 * names of the months are ours.
 */
function instant(atMs: number, timeZone: string, { calendar }: NoticeWords): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...({ day: 'numeric', month: 'numeric', year: 'numeric', timeZoneName: 'shortOffset' } as const),
    ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
    timeZone,
  });
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const { year = '', hour, minute, timeZoneName: offset = '' } = parts;
  const day = String(Number(parts.day));
  const month = calendar.month[String(Number(parts.month))] ?? '';
  return filled(calendar.instant, { day, month, year, offset, time: `${hour}:${minute}` });
}

function filled(text: string, figures: Record<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const found = figures[name];
    if (found === undefined) throw new Error(`nothing to fill in for ${name}`);
    return found;
  });
}
