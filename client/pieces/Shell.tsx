import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration } from 'react-router';
import { OnDemand } from '../account/OnDemand.tsx';
import { campaign } from '../state/queries.ts';
import { useNamed } from '../state/useNamed.ts';
import { Doors } from './Doors.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { PublicLinks } from './PublicLinks.tsx';
import './shell.css';

/** What stands around every page: the campaign's name, the doors of whoever is signed in, the languages. */
export function Shell() {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { data } = useQuery(campaign);
  return (
    <>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="shell-head">
        <Link to="/" className="shell-name">
          <span className="shell-mark" aria-hidden="true" />
          {data ? named(data.names) : t('shell.hub')}
        </Link>
        {data?.isFictional && <span className="badge">{t('shell.fictional')}</span>}
        <Doors />
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="shell-main">
        <OnDemand />
        <Outlet />
      </main>
      <footer className="shell-foot small soft">
        <PublicLinks />
        {t('shell.foot')}
      </footer>
      <ScrollRestoration />
    </>
  );
}
