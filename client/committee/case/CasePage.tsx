import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { caseFile } from '../../state/committeeQueries.ts';
import { useDebateId as useIdInAddress } from '../../state/useDebateId.ts';
import { RecordsWarning } from '../RecordsWarning.tsx';
import { CaseActs } from './CaseActs.tsx';
import { CaseCourse } from './CaseCourse.tsx';
import { CaseDecisions } from './CaseDecisions.tsx';
import { CaseEvidence, CaseRule } from './CaseEvidence.tsx';
import { CaseExports } from './CaseExports.tsx';
import { CaseHead } from './CaseHead.tsx';
import { CaseMembers } from './CaseMembers.tsx';
import './case.css';

/** One case as the committee decides it: what it is about, its evidence with the rule beside it, the votes, and its course. */
export function CasePage() {
  const query = useQuery(caseFile(useIdInAddress()));
  return <Asked query={query}>{(view) => <Told view={view} />}</Asked>;
}

function Told({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  return (
    <div className="stack far">
      <title>{t('work.case', { number: view.number })}</title>
      <div className="stack">
        <Link to="/committee">{t('committee.back')}</Link>
        <RecordsWarning />
        <CaseHead view={view} />
      </div>
      {view.acts.length > 0 && <CaseActs key={view.status} view={view} />}
      <div className={view.evidence === null ? 'stack' : 'beside'}>
        <div className="stack far">
          {view.evidence !== null && <CaseEvidence evidence={view.evidence} zone={view.area.zone} />}
          <CaseMembers view={view} />
          {view.decisions.length > 0 && <CaseDecisions view={view} />}
          <CaseCourse view={view} />
        </div>
        {view.evidence !== null && <CaseRule evidence={view.evidence} />}
      </div>
      <CaseExports view={view} />
    </div>
  );
}
