import { useTranslation } from 'react-i18next';
import { Nothing } from '../pieces/Nothing.tsx';
import type { DeskView } from './draft.ts';
import { Invitation } from './Invitation.tsx';

export function Invitations({ moderators }: { moderators: DeskView['moderators'] }) {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <h2>{t('invite.title')}</h2>
      <p className="soft">{t('invite.lead')}</p>
      {moderators.length === 0 ? (
        <Nothing>{t('invite.none')}</Nothing>
      ) : (
        <ul className="stack">
          {moderators.map((moderator) => (
            <Invitation key={moderator.accountId} {...moderator} />
          ))}
        </ul>
      )}
    </section>
  );
}
