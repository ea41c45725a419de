import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../server/protocol/judgements.ts';
import { DutyMark } from '../pieces/DutyMark.tsx';
import { OutcomeMark } from '../pieces/OutcomeMark.tsx';
import { ruleKey } from '../pieces/ruleKey.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { Arithmetic } from './drawn/Arithmetic.tsx';
import { VerdictCourse } from './judging/VerdictCourse.tsx';
import { Reasons } from './Reasons.tsx';
import type { Review } from './ReviewPage.tsx';
import { Timeline } from './Timeline.tsx';

type Props = {
  reviewed: Review['slots'][number];
  review: Review;
  /** What people did about the verdict; null while it is not known. */
  file: VerdictFile | null;
};

/** One candidate: the verdict, the sentences it stands on, the line of time, and what follows for their duties. */
export function SlotReview({ reviewed: { slot, verdict, duties, ...seen }, review, file }: Props) {
  const { t } = useTranslation();
  return (
    <article className="card stack" id={slot.id}>
      <div className="row spread">
        <h3>
          <span className="soft figures">{slot.position}</span> {slot.name}
        </h3>
        <div className="row">
          {verdict && <span className="small soft">{t(`verdictStatus.${verdict.status}`)}</span>}
          {verdict ? (
            <OutcomeMark outcome={verdict.outcome} />
          ) : (
            <span className="soft">{t('committee.noVerdict')}</span>
          )}
        </div>
      </div>
      <Timeline seen={seen} review={review} name={slot.name} />
      {verdict && <Arithmetic verdict={verdict} rule={review.ruleSet} debate={review} />}
      {verdict && <Reasons reasons={verdict.reasons} />}
      {verdict && <Standing verdict={verdict} zone={review.debate.area.zone} />}
      {file && <VerdictCourse file={file} />}
      {duties.length > 0 && <Duties duties={duties} />}
    </article>
  );
}

type StandingProps = { verdict: NonNullable<Review['slots'][number]['verdict']>; zone: string };

function Standing({ verdict, zone }: StandingProps) {
  const { t } = useTranslation();
  const { day } = useTimes();
  return (
    <p className="small soft">
      {t('committee.standing', {
        rule: verdict.ruleVersion,
        sequence: verdict.evidenceSequence,
        hash: verdict.evidenceHash.slice(0, 12),
        computed: day(verdict.computedAtMs, zone),
      })}
    </p>
  );
}

function Duties({ duties }: { duties: Review['slots'][number]['duties'] }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  return (
    <ul className="review-duties stack near">
      {duties.map((duty) => (
        <li key={duty.id} className="row spread">
          <span>
            {t(ruleKey(duty.rule), { rule: duty.rule })}{' '}
            <span className="soft small">{named(duty.stage)}</span>
            <br />
            <span className="small soft">
              {t(`dutyReason.${duty.reason.code}`)}{' '}
              {t('duty.due', { due: day(duty.dueAtMs, duty.area.zone) })}
            </span>
          </span>
          <DutyMark status={duty.status} />
        </li>
      ))}
    </ul>
  );
}
