import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '../../../server/protocol/cases.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { Nothing } from '../../pieces/Nothing.tsx';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { ruleKey } from '../../pieces/ruleKey.ts';
import { review } from '../../state/queries.ts';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import { Arithmetic } from '../drawn/Arithmetic.tsx';
import { Reasons } from '../Reasons.tsx';
import type { Review } from '../ReviewPage.tsx';
import { RuleText } from '../RuleText.tsx';
import { Timeline } from '../Timeline.tsx';
import { TimelineLegend } from '../TimelineLegend.tsx';

type Evidence = NonNullable<CaseView['evidence']>;

/** What a breach stands on: the duty, and each verdict drawn from its evidence. */
export function CaseEvidence({ evidence, zone }: { evidence: Evidence; zone: string }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    <section className="stack">
      <h2>{t('caseFile.evidence')}</h2>
      <p>
        {t(ruleKey(evidence.rule), { rule: evidence.rule })} ·{' '}
        {t('duty.due', { due: day(evidence.dueAtMs, zone) })}
      </p>
      {evidence.verdicts.length === 0 && <Nothing>{t('caseFile.noVerdicts')}</Nothing>}
      {evidence.verdicts.map((verdict) => (
        <OfDebate key={verdict.verdictId} attached={verdict} />
      ))}
    </section>
  );
}

/** The rule that the newest of these verdicts was made with. */
export function CaseRule({ evidence }: { evidence: Evidence }) {
  const newest = evidence.verdicts.at(-1);
  return newest === undefined ? null : <RuleOf debateId={newest.debateId} />;
}

function RuleOf({ debateId }: { debateId: string }) {
  const { data } = useQuery(review(debateId));
  if (data === undefined) return null;
  return <RuleText rule={data.ruleSet} zone={data.debate.area.zone} />;
}

type Attached = Evidence['verdicts'][number];

function OfDebate({ attached }: { attached: Attached }) {
  const query = useQuery(review(attached.debateId));
  return <Asked query={query}>{(answer) => <Drawn attached={attached} review={answer} />}</Asked>;
}

function Drawn({ attached, review: answer }: { attached: Attached; review: Review }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const seen = answer.slots.find(({ slot }) => slot.id === attached.slotId);
  if (seen === undefined) return null;
  const { slot, verdict } = seen;
  return (
    <article className="card stack">
      <div className="row spread">
        <h3>
          <Link to={`/committee/debates/${attached.debateId}#${attached.slotId}`}>
            {named(answer.debate.title)}
          </Link>
        </h3>
        <OutcomeMark outcome={attached.outcome} />
      </div>
      <TimelineLegend
        hasOutages={answer.outages.length > 0 || seen.outages.length > 0}
        hasPauses={answer.pauses.length > 0}
      />
      <Timeline seen={seen} review={answer} name={slot.name} />
      {verdict && <Arithmetic verdict={verdict} rule={answer.ruleSet} debate={answer} />}
      {verdict && <Reasons reasons={verdict.reasons} />}
      <p className="small soft">
        {t('caseFile.from', {
          rule: attached.ruleVersion,
          sequence: attached.evidenceSequence,
          hash: attached.evidenceHash.slice(0, 12),
        })}{' '}
        <a href={attached.bundlePath} download>
          {t('caseFile.bundle')}
        </a>
      </p>
    </article>
  );
}
