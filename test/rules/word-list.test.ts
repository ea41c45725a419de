import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caughtWord, folded } from '../../server/rules/word-list.ts';
import { Seed } from '../../server/store/seed-shape.ts';

const file = new URL('../../server/embedded/campaigns/first.json', import.meta.url);
const { wordLists } = Seed.parse(JSON.parse(readFileSync(file, 'utf8')));
const listed = Object.values(wordLists).flat();
const word = fc.constantFrom(...listed);

/** Pairs that a reader takes for one another, written here once more: the test must not ask the code it tests. */
const twins: Record<string, string[]> = {
  а: ['a', 'А', '@'],
  е: ['e', 'E', 'ё'],
  о: ['o', 'O', '0', 'ө'],
  р: ['p', 'P'],
  с: ['c', 'C', 'ｃ'],
  у: ['y', 'ү', 'ұ'],
  к: ['k', 'K', 'қ'],
  м: ['M', '𝐦'],
  и: ['u', 'i', 'й'],
  қ: ['к', 'K'],
  ғ: ['г'],
  ұ: ['у', 'y'],
  ү: ['у'],
  ң: ['н'],
};

describe('QUEST-5 a listed word is found', () => {
  it('in any ending, between any other words', () => {
    const innocent = fc.constantFrom('Что', 'вы', 'скажете', 'неге', 'really', '', '–', '2030');
    const ending = fc.constantFrom('', 'и', 'ами', 'тар', 'ның', 's', '?', '!..', '»');
    fc.assert(
      fc.property(word, ending, innocent, innocent, (stem, end, before, after) => {
        expect(caughtWord(`${before} «${stem}${end} ${after}`, listed)).not.toBeNull();
      }),
    );
  });

  it('in look-alike letters, capitals, drawn-out letters and with signs that nobody sees', () => {
    const disguises = [
      (sign: string, pick: number) => twins[sign]?.[pick % twins[sign].length] ?? sign,
      (sign: string) => sign.toUpperCase(),
      (sign: string, pick: number) => sign.repeat(1 + (pick % 3)),
      (sign: string) => `${sign}\u200b`,
      (sign: string) => `${sign}\u0301`,
      (sign: string) => `${sign}.`,
    ];
    const picks = fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...disguises)), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(word, picks, (stem, chosen) => {
        const hidden = [...stem].map((sign, place) => {
          const [pick, disguise] = chosen[place] as (typeof chosen)[number];
          return disguise(sign, pick);
        });
        expect(caughtWord(`ну ${hidden.join('')} же`, listed), hidden.join('')).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('spelled letter by letter, or joined to another word by a sign', () => {
    fc.assert(
      fc.property(word, fc.constantFrom(' ', '. ', ' - ', '_'), (stem, gap) => {
        expect(caughtWord(`а ${[...stem].join(gap)}!`, listed)).not.toBeNull();
        expect(caughtWord(`кандидат-${stem}`, listed)).not.toBeNull();
      }),
    );
  });

  it('and is named as it stands in the list', () => {
    expect(caughtWord('Он ЖУ-ЛИК', ['дурак', 'жулик'])).toBe('жулик');
  });
});

describe('QUEST-5 no word is found', () => {
  it.each([
    'Когда отремонтируют дорогу у школы № 5 и сколько это стоит?',
    'Дурной запах у реки: кто проверит завод и что с ним будет?',
    'Неге ауылда су таза емес, оны қашан шешесіздер?',
    'Аудандағы жолды жөндеуге қанша ақша бөлінді?',
    'What will you do about the crowded buses, and by when?',
    'Сколько будет 2 + 2, а с и о у я в к?',
  ])('in an innocent question: %s', (text) => {
    expect(caughtWord(text, listed)).toBeNull();
  });

  it('in the middle of another word, nor as its beginning when it is a short one', () => {
    expect(caughtWord('забарак и бараки', ['арак'])).toBeNull();
    expect(caughtWord('ворота открыты', ['вор'])).toBeNull();
    expect(caughtWord('это вор!', ['вор'])).toBe('вор');
  });

  it('where the lists are empty, or hold nothing one could read', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => caughtWord(text, ['', '–']) === null));
  });
});

it('folding is for comparing: texts that differ only in look, case or marks fold alike', () => {
  expect(folded('ЖOЛ')).toBe(folded('жол'));
  expect(folded('Ёлка')).toBe(folded('елка'));
  expect(folded('𝐊𝐚𝐳')).toBe(folded('kaz'));
  expect(folded('жол')).not.toBe(folded('жыл'));
});
