import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../../server/protocol/words.ts';
import { api } from '../hub/api.ts';

export const ownNotices = queryOptions({
  queryKey: ['notices'],
  queryFn: () => api('notices.list'),
  refetchInterval: 30_000,
});

/** Tells the hub once a page in which language this person reads, so that letters come in it too. */
export const lettersIn = (accountId: string, language: Language) =>
  queryOptions({
    queryKey: ['letters-in', accountId, language],
    queryFn: () => api('notices.choose-language', { body: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const texts = {
  kk: () => import('../../server/protocol/notice-words/kk.json'),
  ru: () => import('../../server/protocol/notice-words/ru.json'),
  en: () => import('../../server/protocol/notice-words/en.json'),
};

/** What notices say in a language: the same words as in the letters. */
export const noticeWords = (language: Language) =>
  queryOptions({
    queryKey: ['notice-words', language],
    queryFn: async () => (await texts[language]()).default,
    staleTime: Number.POSITIVE_INFINITY,
  });
