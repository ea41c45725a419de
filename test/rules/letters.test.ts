import { describe, expect, it } from 'vitest';
import { outcomes } from '../../server/protocol/campaign.ts';
import { grounds, VoteChoice } from '../../server/protocol/cases.ts';
import en from '../../server/protocol/notice-words/en.json' with { type: 'json' };
import kk from '../../server/protocol/notice-words/kk.json' with { type: 'json' };
import ru from '../../server/protocol/notice-words/ru.json' with { type: 'json' };
import { personalNoticeKinds, personalNotices } from '../../server/protocol/personal-notices.ts';
import { languages } from '../../server/protocol/words.ts';
import { letterOf, noticeText } from '../../server/rules/letters.ts';

const words = { kk, ru, en };
const places = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));

describe.each(languages)('CASE-9 the letters of %s', (language) => {
  const { kinds, codes } = words[language];

  it('have words for every kind of notice, and for nothing that is none', () => {
    expect(Object.keys(kinds).sort()).toEqual([...personalNoticeKinds].sort());
    expect(Object.keys(codes.outcome).sort()).toEqual([...outcomes].sort());
    expect(Object.keys(codes.choice).sort()).toEqual([...VoteChoice.options].sort());
    expect(Object.keys(codes.ground).sort()).toEqual([...grounds].sort());
  });

  it.each(personalNoticeKinds)('%s fills in only what the notice has, and tells every deadline', (kind) => {
    const { subject, what, can } = kinds[kind];
    const known = Object.keys(personalNotices[kind].shape);
    const used = [...places(`${subject} ${what} ${can}`)];
    expect(known).toEqual(expect.arrayContaining(used));
    expect(used).toEqual(expect.arrayContaining(known.filter((name) => name.endsWith('AtMs'))));
    for (const text of [subject, what, can]) expect(text.trim()).not.toBe('');
  });

  it('write a day by the clocks of the area', () => {
    const startsAtMs = Date.UTC(2030, 8, 14, 20, 30);
    const title = { kk: 'Су', ru: 'Вода', en: 'Water' };
    const params = { debateId: '', title, zone: 'Asia/Almaty', startsAtMs, hours: 2 };
    const { what } = noticeText({ kind: 'debate-reminder', params }, { language, words: words[language] });
    expect(what).toContain(title[language]);
    const { month } = words[language].calendar;
    for (const part of ['15', month[9], '2030', '01:30', '+5']) expect(what).toContain(part);
  });
});

it('CASE-9 a letter to somebody whose language nobody knows speaks all three, and its subject is one line', () => {
  const { subject, text } = letterOf(
    {
      ...{ kind: 'case-reopened', params: { number: 7, reason: 'one\r\nBcc: all@example.invalid' } },
      ...{ name: 'Alma', publicUrl: 'https://debates.example' },
    },
    languages.map((language) => ({ language, words: words[language] })),
  );
  expect(subject).toBe('№ 7 іс қайта қаралады');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text.split('https://debates.example/candidate/cases')).toHaveLength(4);
  expect(text).toContain('Hello Alma,');
});
