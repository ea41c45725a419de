import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { DueClock } from '../../committee/worklist/DueClock.tsx';
import { waitingVerdicts } from '../../state/committeeQueries.ts';
import { useNamed } from '../../state/useNamed.ts';

/** Debates about whose outcomes this moderator can say something now, their own and others’; the most urgent first. */
export function WaitingOutcomes() {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { data } = useQuery(waitingVerdicts);
  const byDebate = [...Map.groupBy(data?.files ?? [], ({ debate }) => debate.id).values()];
  if (byDebate.length === 0) return null;
  return (
    <section className="card stack" data-testid="waiting-outcomes">
      <h2 className="card-title">{t('outcomes.waitingTitle')}</h2>
      <ul className="stack near">
        {byDebate.map((files) => {
          const { debate } = files[0] as VerdictFile;
          return (
            <li key={debate.id} className="row spread">
              <Link to={`/moderator/debates/${debate.id}`}>
                {named(debate.title)}{' '}
                <span className="soft">· {t('outcomes.count', { value: files.length })}</span>
              </Link>
              <DueClock dueAtMs={dueAtMsOf(files)} stoppedWithMs={null} zone={debate.zone} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function dueAtMsOf(files: readonly VerdictFile[]): number {
  return Math.min(...files.map(({ finalFromMs, objection }) => objection?.decideUntilMs ?? finalFromMs));
}
