import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { Language } from '../../server/protocol/words.ts';
import type en from './en.json';

type Words = typeof en;

const remembered = 'language';
const texts: Record<Language, () => Promise<{ default: Words }>> = {
  kk: () => import('./kk.json'),
  ru: () => import('./ru.json'),
  en: () => import('./en.json'),
};

/** The language chosen before, else the first of the browser's that we speak, else Kazakh. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  for (const tag of wanted) {
    const language = Language.safeParse(tag);
    if (language.success) return language.data;
  }
  return 'kk';
}

export async function openWords(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .init({ resources: {}, fallbackLng: false, interpolation: { escapeValue: false } });
  await load(firstLanguage());
}

/** Changes the language of every page at once, and remembers it. */
export async function speak(language: Language): Promise<void> {
  await load(language);
  localStorage.setItem(remembered, language);
}

/** The same pages in another language, for a part of one that is to be read in it. */
export async function pageIn(language: Language): Promise<typeof i18next> {
  await fetchWords(language);
  return i18next.cloneInstance({ lng: language });
}

async function fetchWords(language: Language): Promise<void> {
  const { default: words } = await texts[language]();
  i18next.addResourceBundle(language, 'translation', words);
}

async function load(language: Language): Promise<void> {
  await fetchWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
