import { useTranslation } from 'react-i18next';
import { Language, type Names } from '../../server/protocol/words.ts';

/** The language of the page, and a text of the campaign in it. */
export function useNamed(): { language: Language; named: (names: Names) => string } {
  const { i18n } = useTranslation();
  const language = Language.catch('kk').parse(i18n.language);
  return { language, named: (names) => names[language] };
}
