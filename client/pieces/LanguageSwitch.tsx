import { useTranslation } from 'react-i18next';
import { languages } from '../../server/protocol/words.ts';
import { useNamed } from '../state/useNamed.ts';
import { speak } from '../words/language.ts';

/** Each language is written in itself, so that it can be found by those who read only it. */
const ownNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language } = useNamed();
  return (
    <fieldset className="languages" aria-label={t('shell.language')}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => void speak(one)}
        >
          <span aria-hidden="true">{one === 'kk' ? 'Қаз' : one === 'ru' ? 'Рус' : 'Eng'}</span>
          <span className="unseen">{ownNames[one]}</span>
        </button>
      ))}
    </fieldset>
  );
}
