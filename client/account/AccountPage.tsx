import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Asked } from '../pieces/Asked.tsx';
import { me } from '../state/queries.ts';
import { account } from './accountQueries.ts';
import { PasskeyList } from './PasskeyList.tsx';
import { SessionList } from './SessionList.tsx';
import { SignInTable } from './SignInTable.tsx';
import './account.css';

/** For those who watch over the access of others. */
function WatchedDoors() {
  const { t } = useTranslation();
  const { data } = useQuery(me);
  const watchers = (['organiser', 'committee'] as const).filter((role) => data?.roles.includes(role));
  return watchers.map((role) => (
    <p key={role}>
      <Link to={`/${role}/access`}>{t(`access.door.${role}`)}</Link>
    </p>
  ));
}

/** A person's own ways in: passkeys, where they are signed in, and every attempt. */
export function AccountPage() {
  const { t } = useTranslation();
  const query = useQuery(account);
  return (
    <div className="stack">
      <title>{t('account.title')}</title>
      <h1>{t('account.title')}</h1>
      <WatchedDoors />
      <Asked query={query}>
        {({ passkeys, sessions, signIns, isOfficial }) => (
          <>
            <PasskeyList passkeys={passkeys} isOfficial={isOfficial} />
            <SessionList sessions={sessions} />
            <section className="stack near">
              <h2>{t('account.signIns')}</h2>
              <SignInTable signIns={signIns} caption={t('account.signIns')} />
            </section>
          </>
        )}
      </Asked>
    </div>
  );
}
