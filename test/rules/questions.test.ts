import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { debateStatuses } from '../../server/protocol/campaign.ts';
import {
  longestQuestion,
  plainLine,
  QuestionText,
  shortestQuestion,
} from '../../server/protocol/questions.ts';
import { putRefusal, questionsOpenAtMs, questionsRefusal } from '../../server/rules/questions.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      ' ',
      '\t',
      '\n',
      '\u202e',
      '\u200b',
      '\u0301',
      'а',
      'Ы',
      '<',
      '\ud800',
    ),
    maxLength: 400,
  }),
);
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

describe('QUEST-1 the text of a question', () => {
  it('whatever is sent, what is accepted is one visible line that begins no formula', () => {
    fc.assert(
      fc.property(anyText, (sent) => {
        const read = QuestionText.safeParse(sent);
        if (!read.success) return;
        expect(read.data).not.toMatch(invisible);
        expect(read.data).not.toMatch(/^[=+\-@\s]|\s$|\s\s/u);
        expect(read.data.isWellFormed()).toBe(true);
        expect(read.data.length).toBeGreaterThanOrEqual(shortestQuestion);
        expect(read.data.length).toBeLessThanOrEqual(longestQuestion);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what was cleaned once is clean', () => {
    fc.assert(
      fc.property(anyText, (text) => plainLine(plainLine(text)) === plainLine(text)),
      { numRuns: 2_000 },
    );
  });

  it('an honest question stays as it was written', () => {
    for (const text of [
      'Когда откроют школу № 5 (3-й мкр.)?',
      'Жол қашан жөнделеді – биыл ма?',
      'Is 2 < 3, Ms. O’Hara & co.?',
    ])
      expect(QuestionText.parse(text)).toBe(text);
  });

  it.each([
    ['=cmd|"/c calc"!A1 and then?', 'cmd|"/c calc"!A1 and then?'],
    ['\u200b \t=1+1 is how much?', '1+1 is how much?'],
    ['＝HYPERLINK("http://x.example") or not', 'HYPERLINK("http://x.example") or not'],
    ['one\r\ntwo\u2028three\u0000four', 'one two threefour'],
    ['a\u202eb\u2066c\u200fd and so on', 'abcd and so on'],
    ['zalgo z\u0301\u0302\u0303\u0304\u0305 text', 'zalgo ź\u0302\u0303 text'],
    ['half \ud83d of a sign', 'half of a sign'],
  ])('%j becomes %j', (sent, left) => {
    expect(QuestionText.parse(sent)).toBe(left);
  });

  it.each([
    '',
    'short',
    '==========',
    '?!?!?!?!?!?!?',
    '1234567890123',
    `too long ${'x'.repeat(280)}`,
    'x'.repeat(90_000),
  ])('is refused when nothing, no words or too much is left of it: %#', (text) => {
    expect(QuestionText.safeParse(text).success).toBe(false);
  });
});

describe('QUEST-2 when questions are taken', () => {
  const plannedStartMs = 10_000_000;
  const openAtMs = questionsOpenAtMs({ status: 'published', plannedStartMs });

  it('opens an hour before the planned start', () => {
    expect(openAtMs).toBe(plannedStartMs - 3_600_000);
    expect(questionsRefusal({ status: 'published', plannedStartMs }, openAtMs - 1)).toBe('debate-not-open');
    expect(questionsRefusal({ status: 'published', plannedStartMs }, openAtMs)).toBeNull();
  });

  it.each(debateStatuses)('in a debate that is %s', (status) => {
    const expected = {
      ...{ draft: 'debate-not-open', published: null, lobby: null, live: null, postponed: 'debate-not-open' },
      ...{ ended: 'debate-over', final: 'debate-over', cancelled: 'debate-over', failed: 'debate-over' },
    };
    expect(questionsRefusal({ status, plannedStartMs }, plannedStartMs)).toBe(expected[status]);
  });
});

it('QUEST-3 one pass puts three questions, one a minute, and no queue grows over five hundred', () => {
  const first = { put: 0, lastPutAtMs: null, waiting: 0, waitingFromThere: 0 };
  expect(putRefusal(first, 0)).toBeNull();
  expect(putRefusal({ ...first, put: 1, lastPutAtMs: 1_000, waiting: 1 }, 60_999)).toBe('too-many-requests');
  expect(putRefusal({ ...first, put: 2, lastPutAtMs: 1_000, waiting: 2 }, 61_000)).toBeNull();
  expect(putRefusal({ ...first, put: 3, lastPutAtMs: 1_000 }, 9_000_000)).toBe('questions-used-up');
  expect(putRefusal({ ...first, waiting: 499 }, 0)).toBeNull();
  expect(putRefusal({ ...first, waiting: 500 }, 0)).toBe('limit-reached');
  expect(putRefusal({ ...first, waiting: 50, waitingFromThere: 49 }, 0)).toBeNull();
  expect(putRefusal({ ...first, waiting: 50, waitingFromThere: 50 }, 0)).toBe('limit-reached');
});
