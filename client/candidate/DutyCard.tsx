import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Duty } from '../../server/protocol/http.ts';
import { DutyMark } from '../pieces/DutyMark.tsx';
import { OutcomeMark } from '../pieces/OutcomeMark.tsx';
import { ruleKey } from '../pieces/ruleKey.ts';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { useNamed } from '../state/useNamed.ts';
import { useTimes, zoneOffset } from '../state/useTimes.ts';
import { DutyExcuses } from './DutyExcuses.tsx';
import { DutySentences } from './DutySentences.tsx';

/** One obligation: its rule, what it asks and how it stands in sentences, the debates that count for it, and excuses. */
export function DutyCard({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  const due = `${day(duty.dueAtMs, duty.area.zone)} ${zoneOffset(duty.dueAtMs, duty.area.zone)}`;
  return (
    <article className="card stack">
      <div className="row spread">
        <h3>{t(ruleKey(duty.rule), { rule: duty.rule })}</h3>
        <DutyMark status={duty.status} />
      </div>
      <p className="soft">
        {named(duty.stage)} · {t('duty.due', { due })}
      </p>
      <DutySentences duty={duty} />
      {duty.waiverReason !== null && <p>{t('ownExcuse.waiver', { reason: duty.waiverReason })}</p>}
      {duty.debates.length > 0 && (
        <ul className="stack near">
          {duty.debates.map((debate) => (
            <li key={debate.id} className="row spread duty-debate">
              <Link to={`/debates/${debate.id}`}>{named(debate.title)}</Link>
              <span className="row">
                <time className="small soft">{day(debate.plannedStartMs, duty.area.zone)}</time>
                {debate.outcome ? (
                  <OutcomeMark outcome={debate.outcome} />
                ) : (
                  <StatusMark status={debate.status} />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <DutyExcuses duty={duty} />
    </article>
  );
}
