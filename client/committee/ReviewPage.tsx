import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { VerdictFile } from '../../server/protocol/judgements.ts';
import type { RouteOutput } from '../../server/protocol/routes.ts';
import { AreaTime } from '../pieces/AreaTime.tsx';
import { Asked } from '../pieces/Asked.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { judgementsOf } from '../state/committeeQueries.ts';
import { review } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useNamed } from '../state/useNamed.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { DebateExports } from './exports/DebateExports.tsx';
import { ConfirmVerdicts } from './judging/ConfirmVerdicts.tsx';
import { RuleText } from './RuleText.tsx';
import { RuleValues } from './RuleValues.tsx';
import { SlotReview } from './SlotReview.tsx';
import { TimelineLegend } from './TimelineLegend.tsx';
import './case/case.css';
import './committee.css';

export type Review = RouteOutput<'committee.review'>;

/** One debate as the committee judges it: verdicts with reasons, what the witnesses saw, duties, and the evidence. */
export function ReviewPage() {
  const query = useQuery(review(useDebateId()));
  return <Asked query={query}>{(answer) => <Told review={answer} />}</Asked>;
}

function Told({ review: answer }: { review: Review }) {
  const { debate, ruleSet, entries } = answer;
  const { zone } = debate.area;
  const { data } = useQuery(judgementsOf(debate.id));
  const files = data?.files ?? [];
  return (
    <div className="stack far">
      <ReviewHead review={answer} />
      <ConfirmVerdicts debateId={debate.id} files={files} />
      <div className="beside">
        <Verdicts review={answer} files={files} />
        <div className="stack beside-rule">
          <RuleText rule={ruleSet} zone={zone} />
          <RuleValues rule={ruleSet} zone={zone} />
        </div>
      </div>
      <DebateExports review={answer} />
      <EvidenceTable entries={entries} zone={zone} />
    </div>
  );
}

function ReviewHead({ review: { debate, startedAtMs, isChainIntact } }: { review: Review }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  return (
    <header className="stack near">
      <title>{named(debate.title)}</title>
      <Link to="/committee">{t('committee.back')}</Link>
      <div className="row">
        <StatusMark status={debate.status} />
        <span className="soft">{named(debate.area.names)}</span>
      </div>
      <h1 className="review-title">{named(debate.title)}</h1>
      <p className="soft">
        <AreaTime ms={startedAtMs ?? debate.plannedStartMs} area={debate.area} />
      </p>
      <p className={isChainIntact ? 'chain-whole' : 'trouble'} role="status">
        {isChainIntact ? t('committee.chainIntact') : t('committee.chainBroken')}
      </p>
    </header>
  );
}

function Verdicts({ review: answer, files }: { review: Review; files: readonly VerdictFile[] }) {
  const { t } = useTranslation();
  const { slots, startedAtMs, outages, pauses } = answer;
  const hasOutages = outages.length > 0 || slots.some((slot) => slot.outages.length > 0);
  return (
    <section className="stack">
      <h2>{t('committee.verdicts')}</h2>
      {startedAtMs !== null && <TimelineLegend hasOutages={hasOutages} hasPauses={pauses.length > 0} />}
      {slots.map((slot) => (
        <SlotReview
          key={slot.slot.id}
          reviewed={slot}
          review={answer}
          file={files.find(({ verdict }) => verdict.id === slot.verdict?.id) ?? null}
        />
      ))}
    </section>
  );
}
