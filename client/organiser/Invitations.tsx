import { useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../pieces/Nothing.tsx';
import type { DeskView } from './draft.ts';
import { Invitation } from './Invitation.tsx';
import '../pieces/chooser.css';

const shownAtOnce = 8;

/** Sign-in links for those who have an account and something to do: moderators first, then candidates. */
export function Invitations({ desk }: { desk: DeskView }) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const people = peopleOf(desk);
  const found = people.filter(({ name }) =>
    name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()),
  );
  return (
    <section className="card stack">
      <h2>{t('invite.title')}</h2>
      <p className="soft">{t('invite.lead')}</p>
      {people.length > shownAtOnce && (
        <SearchField className="field narrow" value={sought} onChange={setSought}>
          <Label>{t('invite.search')}</Label>
          <Input />
        </SearchField>
      )}
      {found.length === 0 ? (
        <Nothing>{t('invite.none')}</Nothing>
      ) : (
        <ul className="stack">
          {found.slice(0, shownAtOnce).map((person) => (
            <Invitation key={person.accountId} {...person} />
          ))}
        </ul>
      )}
      {found.length > shownAtOnce && (
        <p className="small soft">{t('invite.more', { shown: shownAtOnce, of: found.length })}</p>
      )}
    </section>
  );
}

type Person = { accountId: string; name: string; role: 'moderator' | 'candidate' };

function peopleOf(desk: DeskView): Person[] {
  const candidates = desk.candidacies.flatMap(({ accountId, name }) =>
    accountId ? [{ accountId, name }] : [],
  );
  const all: Person[] = [
    ...desk.moderators.map((person) => ({ ...person, role: 'moderator' as const })),
    ...candidates.map((person) => ({ ...person, role: 'candidate' as const })),
  ];
  return [...new Map(all.toReversed().map((person) => [person.accountId, person])).values()].toReversed();
}
