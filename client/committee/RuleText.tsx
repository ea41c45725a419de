import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { RuleSet } from '../../server/protocol/campaign.ts';
import { type Language, languages } from '../../server/protocol/words.ts';
import { Asked } from '../pieces/Asked.tsx';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { pageIn } from '../words/language.ts';
import './rule.css';

const languageNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const;

/** The rule that was applied, in sentences with its figures: in the page's language, and in each of the others. */
export function RuleText({ rule, zone }: { rule: RuleSet; zone: string }) {
  const { t } = useTranslation();
  const { language: own } = useNamed();
  const [language, choose] = useState<Language>(own);
  const query = useQuery({ queryKey: ['words', language], queryFn: () => pageIn(language) });
  return (
    <section className="card stack rule-text">
      <div className="row spread">
        <h2 className="card-title">{t('ruleText.title')}</h2>
        <fieldset className="rule-languages" aria-label={t('ruleText.languages')}>
          {languages.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              aria-pressed={each === language}
              onClick={() => choose(each)}
            >
              {languageNames[each]}
            </button>
          ))}
        </fieldset>
      </div>
      <Asked query={query}>
        {(page) => (
          <I18nextProvider i18n={page}>
            <Sentences rule={rule} zone={zone} language={language} />
          </I18nextProvider>
        )}
      </Asked>
    </section>
  );
}

type SentencesProps = { rule: RuleSet; zone: string; language: Language };

function Sentences({ rule, zone, language }: SentencesProps) {
  const { t } = useTranslation();
  const { length, number, day } = useTimes();
  const figures = {
    openingTurn: length(rule.openingTurnMinMs),
    share: number(rule.sharePercent),
    bridge: length(rule.bridgeMs),
    late: length(rule.lateAfterMs),
    witnesses: number(rule.witnessesNeeded),
    outage: number(rule.voidOutagePercent),
    speakers: number(rule.minimumSpeakers),
  };
  return (
    <div lang={language} className="stack near">
      <p>{t('ruleText.lead')}</p>
      <ol className="rule-sentences">
        {(['identity', 'inPerson', 'opening', 'share', 'arrival'] as const).map((name) => (
          <li key={name}>{t(`ruleText.${name}`, figures)}</li>
        ))}
      </ol>
      {(['seen', 'partial', 'harmless'] as const).map((name) => (
        <p key={name}>{t(`ruleText.${name}`, figures)}</p>
      ))}
      <p className="small soft">
        {t('ruleText.version', { version: number(rule.version), day: day(rule.validFromMs, zone) })}
      </p>
    </div>
  );
}
