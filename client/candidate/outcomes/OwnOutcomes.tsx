import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ownOutcomes } from '../../state/queries.ts';
import { OutcomeCard } from './OutcomeCard.tsx';

/** What came of the debates that the candidate owed, newest first. Nothing before there is an outcome. */
export function OwnOutcomes() {
  const { t } = useTranslation();
  const { data } = useQuery(ownOutcomes);
  const files = data?.files ?? [];
  if (files.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('outcomes.title')}</h2>
      {files.toReversed().map((file) => (
        <OutcomeCard key={file.verdict.id} file={file} />
      ))}
    </section>
  );
}
