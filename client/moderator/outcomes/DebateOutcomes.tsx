import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { Arithmetic } from '../../committee/drawn/Arithmetic.tsx';
import { ConfirmVerdicts } from '../../committee/judging/ConfirmVerdicts.tsx';
import { VerdictCourse } from '../../committee/judging/VerdictCourse.tsx';
import { Reasons } from '../../committee/Reasons.tsx';
import { Asked } from '../../pieces/Asked.tsx';
import { Nothing } from '../../pieces/Nothing.tsx';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { judgementsOf } from '../../state/committeeQueries.ts';

/** What came of a debate, for a moderator: what to confirm, with the figures it stands on. */
export function DebateOutcomes({ debateId }: { debateId: string }) {
  const { t } = useTranslation();
  const query = useQuery(judgementsOf(debateId));
  return (
    <Asked query={query}>
      {({ files }) =>
        files.length === 0 ? (
          <Nothing>{t('after.verdictsComing')}</Nothing>
        ) : (
          <div className="stack far" data-testid="debate-outcomes">
            <ConfirmVerdicts debateId={debateId} files={files} />
            {files.filter(holds).map((file) => (
              <SlotOutcome key={file.verdict.id} file={file} />
            ))}
          </div>
        )
      }
    </Asked>
  );
}

const holds = ({ verdict }: VerdictFile) => verdict.status !== 'superseded';
const unknownCourse = { startedAtMs: null, endedAtMs: null, pauses: [] };

function SlotOutcome({ file }: { file: VerdictFile }) {
  const { t } = useTranslation();
  const { verdict, ruleSet, isSilent } = file;
  return (
    <article className="card stack" id={verdict.slotId}>
      <div className="row spread">
        <h2 className="card-title">{verdict.name}</h2>
        <span className="row">
          <span className="small soft">{t(`verdictStatus.${verdict.status}`)}</span>
          <OutcomeMark outcome={verdict.outcome} />
        </span>
      </div>
      {isSilent && <p data-testid="silent">{t('outcomes.silent')}</p>}
      <Arithmetic verdict={verdict} rule={ruleSet} debate={unknownCourse} />
      <Reasons reasons={verdict.reasons} />
      <VerdictCourse file={file} />
    </article>
  );
}
