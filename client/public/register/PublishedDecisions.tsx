import { useTranslation } from 'react-i18next';
import type { RegisterEntry } from '../../../server/protocol/register.ts';
import { Nothing } from '../../pieces/Nothing.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import './register.css';

/** Every published decision, the newest first; those in whose place another stands too. */
export function PublishedDecisions({ entries }: { entries: readonly RegisterEntry[] }) {
  const { t } = useTranslation();
  return (
    <section className="stack">
      <h2>{t('register.decisions')}</h2>
      {entries.length === 0 && <Nothing>{t('register.none')}</Nothing>}
      <ul className="stack">
        {entries.map((entry) => (
          <Published key={entry.number} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Published({ entry }: { entry: RegisterEntry }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  const { number, name, area, ground, choice, decidedAtMs, instance, supersedes, isSuperseded } = entry;
  const notes = [
    instance === 2 && t('register.onAppeal'),
    supersedes !== null && t('register.supersedes', { number: supersedes }),
    isSuperseded && t('register.superseded'),
  ].filter((note) => note !== false);
  return (
    <li className="card stack near">
      <div className="row spread">
        <h3>
          {t('caseFile.decision', { number })} · {t(`voteChoice.${choice}`)}
        </h3>
        <time className="small soft" dateTime={new Date(decidedAtMs).toISOString()}>
          {day(decidedAtMs, area.zone)}
        </time>
      </div>
      <p>
        {name ?? t('register.nobody')} · {named(area.names)}
      </p>
      <p className="small soft">{[t(`ground.${ground}`), ...notes].join(' · ')}</p>
      <p className="register-words">{entry.words}</p>
    </li>
  );
}
