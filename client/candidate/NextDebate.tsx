import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Candidate } from '../../server/protocol/http.ts';
import { AreaTime } from '../pieces/AreaTime.tsx';
import { StatusMark } from '../pieces/StatusMark.tsx';
import { useNamed } from '../state/useNamed.ts';
import '../pieces/press.css';
import './candidate.css';

const coming = ['live', 'lobby', 'published'];

/** The one thing to do now: the debate that runs or comes next. */
export function NextDebate({ candidacy }: { candidacy: Candidate }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const next = candidacy.duties
    .flatMap(({ debates }) => debates)
    .filter(({ status }) => coming.includes(status))
    .sort(
      (a, b) => coming.indexOf(a.status) - coming.indexOf(b.status) || a.plannedStartMs - b.plannedStartMs,
    )[0];
  if (!next) return null;
  return (
    <article className="card stack next-debate">
      <div className="row">
        <StatusMark status={next.status} />
        <span className="soft small">{t('duty.next')}</span>
      </div>
      <h3 className="next-debate-title">{named(next.title)}</h3>
      <p>
        <AreaTime ms={next.plannedStartMs} area={candidacy.area} />
      </p>
      <div className="row">
        <Link className="press press-main press-large" to={`/candidate/debates/${next.id}`}>
          {t('duty.check')}
        </Link>
      </div>
    </article>
  );
}
