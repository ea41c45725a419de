import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { AccessDialog, type Person } from './AccessDialog.tsx';
import { access, type Watcher } from './accountQueries.ts';
import { SignInTable } from './SignInTable.tsx';
import './account.css';

/** Whose access this role watches over: who could come in, and every attempt. */
export function AccessPage({ watcher }: { watcher: Watcher }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Person | null>(null);
  return (
    <div className="stack">
      <title>{t('access.title')}</title>
      <h1>{t('access.title')}</h1>
      <p className="lead">{t(`access.lead.${watcher}`)}</p>
      <Asked query={useQuery(access(watcher))}>
        {({ people, signIns }) => (
          <>
            <People people={people} onChoose={setChosen} />
            <section className="stack near">
              <h2>{t('account.signIns')}</h2>
              <SignInTable signIns={signIns} caption={t('account.signIns')} isNamed />
            </section>
          </>
        )}
      </Asked>
      {chosen && <AccessDialog person={chosen} watcher={watcher} onClose={() => setChosen(null)} />}
    </div>
  );
}

function People({ people, onChoose }: { people: Person[]; onChoose: (person: Person) => void }) {
  const { t } = useTranslation();
  if (people.length === 0) return <Nothing>{t('access.nobody')}</Nothing>;
  return (
    <ul className="ways">
      {people.map((person) => (
        <li key={person.accountId} className="way">
          <div className="stack near">
            <b>{person.name}</b>
            <span className="small soft">
              {person.isBarred
                ? t('access.barred')
                : t('access.stands', { sessions: person.sessions, passkeys: person.passkeys })}
            </span>
          </div>
          <PressButton
            aria-label={t('access.changeNamed', { name: person.name })}
            onPress={() => onChoose(person)}
          >
            {t('access.change')}
          </PressButton>
        </li>
      ))}
    </ul>
  );
}
