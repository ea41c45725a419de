import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RouteOutput } from '../../server/protocol/routes.ts';
import { AreaTime } from '../pieces/AreaTime.tsx';
import { Asked } from '../pieces/Asked.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { review } from '../state/queries.ts';
import { useDebateId } from '../state/useDebateId.ts';
import { useNamed } from '../state/useNamed.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { RuleText } from './RuleText.tsx';
import { RuleValues } from './RuleValues.tsx';
import { SlotReview } from './SlotReview.tsx';
import { TimelineLegend } from './TimelineLegend.tsx';
import './committee.css';

export type Review = RouteOutput<'committee.review'>;

/** One debate as the committee judges it: verdicts with reasons, what the witnesses saw, duties, and the evidence. */
export function ReviewPage() {
  const query = useQuery(review(useDebateId()));
  return <Asked query={query}>{(answer) => <Told review={answer} />}</Asked>;
}

function Told({ review: { debate, slots, ...rest } }: { review: Review }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  return (
    <div className="stack far">
      <title>{named(debate.title)}</title>
      <header className="stack near">
        <Link to="/committee">{t('committee.all')}</Link>
        <div className="row">
          <StatusMark status={debate.status} />
          <span className="soft">{named(debate.area.names)}</span>
        </div>
        <h1 className="review-title">{named(debate.title)}</h1>
        <p className="soft">
          <AreaTime ms={rest.startedAtMs ?? debate.plannedStartMs} area={debate.area} />
        </p>
        <p className={rest.isChainIntact ? 'chain-whole' : 'trouble'} role="status">
          {rest.isChainIntact ? t('committee.chainIntact') : t('committee.chainBroken')}
        </p>
      </header>
      <section className="stack">
        <h2>{t('committee.verdicts')}</h2>
        {rest.startedAtMs !== null && (
          <TimelineLegend
            hasOutages={rest.outages.length > 0 || slots.some(({ outages }) => outages.length > 0)}
            hasPauses={rest.pauses.length > 0}
          />
        )}
        {slots.map((slot) => (
          <SlotReview key={slot.slot.id} reviewed={slot} review={{ debate, slots, ...rest }} />
        ))}
      </section>
      <RuleText rule={rest.ruleSet} zone={debate.area.zone} />
      <RuleValues rule={rest.ruleSet} zone={debate.area.zone} />
      <EvidenceTable entries={rest.entries} zone={debate.area.zone} />
    </div>
  );
}
