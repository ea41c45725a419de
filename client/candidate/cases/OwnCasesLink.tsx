import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ownCases } from './ownCaseQueries.ts';
import '../../pieces/press.css';
import '../../pieces/states.css';

/** On the candidate's first page, while there is a case about them: what is asked, and the way to it. */
export function OwnCasesLink() {
  const { t } = useTranslation();
  const { data } = useQuery(ownCases);
  const open = data?.cases.filter(({ mayAnswer, mayAppeal }) => mayAnswer || mayAppeal) ?? [];
  if (!data || data.cases.length === 0) return null;
  const [first] = open;
  return (
    <div className={first ? 'trouble' : 'said'}>
      <p>
        {first
          ? `${t('work.case', { number: first.number })}: ${t(`caseStatus.${first.status}`)}`
          : t('ownCases.lead')}
      </p>
      <Link className={first ? 'press press-main' : 'press'} to="/candidate/cases">
        {t('ownCases.door')}
      </Link>
    </div>
  );
}
