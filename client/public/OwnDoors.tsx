import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { doorRoles } from '../pieces/doorRoles.ts';
import { me } from '../state/queries.ts';
import '../pieces/press.css';

/** For those who are signed in: straight to what is theirs to do, with a sentence about it. */
export function OwnDoors() {
  const { t } = useTranslation();
  const { data } = useQuery(me);
  const own = doorRoles.filter((role) => data?.roles.includes(role));
  if (own.length === 0) return null;
  return (
    <section className="card stack" aria-label={t('shell.doors')}>
      <h2>{t('home.welcome', { name: data?.name ?? '' })}</h2>
      {own.map((role) => (
        <div key={role} className="row spread">
          <p>{t(`doorLead.${role}`)}</p>
          <Link className="press press-main" to={`/${role}`}>
            {t(`door.${role}`)}
          </Link>
        </div>
      ))}
    </section>
  );
}
