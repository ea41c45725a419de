import type { WordLists } from '../protocol/questions.ts';
import { languages } from '../protocol/words.ts';
import type { Database } from './tables.ts';

export type WordListStore = {
  /** Adds to a campaign's lists; a word that is there already stays there once. */
  lay(campaignId: string, lists: WordLists): Promise<void>;
  /**
   * What catches a question of this debate, in all languages: people mix them, and the language of a question is only
   * what its page says.
   */
  wordsFor(debateId: string): Promise<string[]>;
};

export function wordListStore(database: Database): WordListStore {
  return {
    lay: async (campaignId, lists) => {
      const rows = languages.flatMap((language) =>
        lists[language].map((word) => ({ campaignId, language, word })),
      );
      if (rows.length === 0) return;
      await database
        .insertInto('listedWord')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    wordsFor: async (debateId) => {
      const rows = await database
        .selectFrom('listedWord')
        .innerJoin('debate', 'debate.campaignId', 'listedWord.campaignId')
        .select('listedWord.word')
        .where('debate.id', '=', debateId)
        .orderBy('listedWord.word')
        .execute();
      return rows.map(({ word }) => word);
    },
  };
}
