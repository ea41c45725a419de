import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { Arithmetic } from '../../committee/drawn/Arithmetic.tsx';
import { Reasons } from '../../committee/Reasons.tsx';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import { ObjectForm } from './ObjectForm.tsx';
import { OwnObjection } from './OwnObjection.tsx';
import './outcomes.css';

/** One outcome with the figures that gave it, when it becomes final, and what can still be said against it. */
export function OutcomeCard({ file }: { file: VerdictFile }) {
  const { named } = useNamed();
  const { verdict, debate, ruleSet } = file;
  return (
    <article className="card stack" data-testid="own-outcome">
      <div className="row spread">
        <h3>{named(debate.title)}</h3>
        <OutcomeMark outcome={verdict.outcome} />
      </div>
      <Finality file={file} />
      <Arithmetic verdict={verdict} rule={ruleSet} debate={unknownCourse} />
      <Reasons reasons={verdict.reasons} />
      {file.objection !== null && <OwnObjection file={file} objection={file.objection} />}
      <Objecting file={file} />
    </article>
  );
}

/** How long the debate was held is not told here: the share says what counted of it. */
const unknownCourse = { startedAtMs: null, endedAtMs: null, pauses: [] };

function Finality({ file: { verdict, finalFromMs, confirmations, origin, debate } }: { file: VerdictFile }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const until = day(finalFromMs, debate.zone);
  return (
    <div className="small soft stack near">
      {verdict.status === 'proposed' && (
        <p>{t('outcomes.proposed', { until, value: confirmations.length })}</p>
      )}
      {verdict.status === 'confirmed' && <p>{t('outcomes.confirmed', { until })}</p>}
      {verdict.status === 'final' && <p>{t('outcomes.final')}</p>}
      {origin !== 'evidence' && <p>{t(`outcomes.origin.${origin}`)}</p>}
    </div>
  );
}

function Objecting({ file }: { file: VerdictFile }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const [isWriting, setWriting] = useState(false);
  if (!file.may.includes('object') || file.objectUntilMs === null) return null;
  const until = day(file.objectUntilMs, file.debate.zone);
  if (isWriting)
    return <ObjectForm verdictId={file.verdict.id} until={until} onClose={() => setWriting(false)} />;
  return (
    <div className="row">
      <PressButton data-testid="object" onPress={() => setWriting(true)}>
        {t('outcomes.object')}
      </PressButton>
      <span className="small soft">{t('outcomes.objectUntil', { until })}</span>
    </div>
  );
}
