import { describe, expect, it } from 'vitest';
import en from '../../client/words/en.json' with { type: 'json' };
import { keysOf } from '../../client/words/keys.ts';
import kk from '../../client/words/kk.json' with { type: 'json' };
import ru from '../../client/words/ru.json' with { type: 'json' };
import { evidenceKinds } from '../../server/protocol/evidence.ts';
import { refusalCodes } from '../../server/protocol/refusals.ts';
import { languages } from '../../server/protocol/words.ts';

const words = { kk, ru, en };
/** Names that are written in Latin letters in every language. */
const latinNames = ['HyperLogLog', 'SHA', 'UDP', 'TCP', 'PDF', 'PNG', 'JPEG'];

describe.each(languages)('the words of %s', (language) => {
  const keys = keysOf(words[language]);

  it('have exactly the keys of the other languages', () => {
    expect(keys).toEqual(keysOf(en));
  });

  it('leave no text empty', () => {
    expect(keys.filter((key) => textAt(language, key).trim() === '')).toEqual([]);
  });

  it('EDGE-2 have a sentence for every refusal, and for nothing that is none', () => {
    expect(Object.keys(words[language].refusal).sort()).toEqual([...refusalCodes].sort());
  });

  it('OBS-1 have a sentence for every kind of act, and for nothing that is none', () => {
    expect(keysOf(words[language].acts.said)).toEqual([...evidenceKinds].sort());
  });

  it('fill in the same places as the English ones', () => {
    const differing = keys.filter(
      (key) => String(placesOf(textAt(language, key))) !== String(placesOf(textAt('en', key))),
    );
    expect(differing).toEqual([]);
  });
});

it.each(['kk', 'ru'] as const)('%s has no words in Latin letters but names', (language) => {
  const foreign = keysOf(words[language]).flatMap((key) => {
    const latin = textAt(language, key)
      .replace(/\{\{.*?\}\}/g, '')
      .match(/[A-Za-z]+/g);
    return (latin ?? []).filter((word) => !latinNames.includes(word)).map((word) => `${key}: ${word}`);
  });
  expect(foreign).toEqual([]);
});

function textAt(language: keyof typeof words, key: string): string {
  const found = key.split('.').reduce<unknown>((part, name) => (part as never)[name], words[language]);
  if (typeof found !== 'string') throw new Error(`${key} is no text`);
  return found;
}

function placesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name).sort();
}
