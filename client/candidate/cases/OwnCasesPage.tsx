import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../pieces/Asked.tsx';
import { Nothing } from '../../pieces/Nothing.tsx';
import { OwnCaseCard } from './OwnCaseCard.tsx';
import { ownCases } from './ownCaseQueries.ts';

/** What is decided about the one who reads it, and where they say what they have to say. */
export function OwnCasesPage() {
  const { t } = useTranslation();
  const query = useQuery(ownCases);
  return (
    <div className="stack narrow">
      <title>{t('ownCases.title')}</title>
      <h1>{t('ownCases.title')}</h1>
      <p className="lead">{t('ownCases.lead')}</p>
      <Asked query={query}>
        {({ cases }) =>
          cases.length === 0 ? (
            <Nothing>{t('ownCases.none')}</Nothing>
          ) : (
            cases.toReversed().map((each) => <OwnCaseCard key={each.id} own={each} />)
          )
        }
      </Asked>
    </div>
  );
}
