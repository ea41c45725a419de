import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../pieces/Trouble.tsx';
import { Waiting } from '../pieces/Waiting.tsx';
import { caseList, excuseList, waitingVerdicts } from '../state/committeeQueries.ts';
import { Worklist } from './worklist/Worklist.tsx';
import { worklist } from './worklist/worklist.ts';
import '../pieces/press.css';

/** All that is open for the committee, from its verdicts, excuses and cases. */
export function OpenWork() {
  const { t } = useTranslation();
  const [verdicts, excuses, cases] = useQueries({ queries: [waitingVerdicts, excuseList, caseList] });
  const failed = [verdicts, excuses, cases].find(({ isError }) => isError);
  if (failed) return <Trouble error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!verdicts.data || !excuses.data || !cases.data) return <Waiting />;
  const work = worklist({ ...verdicts.data, ...excuses.data, ...cases.data });
  return (
    <div className="stack far">
      <Worklist work={work} />
      {cases.data.cases.length > 0 && (
        <p>
          <a className="press" href="/api/committee/exports/cases.csv" download>
            {t('exports.casesCsv')}
          </a>
        </p>
      )}
    </div>
  );
}
