import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { api } from '../hub/api.ts';
import { NoticesDoor } from '../notices/NoticesDoor.tsx';
import { me, queryClient } from '../state/queries.ts';
import { doorRoles } from './doorRoles.ts';
import { PressButton } from './PressButton.tsx';

/** The pages that belong to the signed-in person's roles, and the way out. */
export function Doors() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery(me);
  const leave = useMutation({
    mutationFn: () => api('session.close'),
    onSuccess: async () => {
      await navigate('/');
      await queryClient.invalidateQueries();
    },
  });
  if (data === undefined) return null;
  if (data.accountId === null)
    return (
      <nav className="doors" aria-label={t('shell.doors')}>
        <NavLink to="/enter">{t('enter.signIn')}</NavLink>
      </nav>
    );
  return (
    <nav className="doors" aria-label={t('shell.doors')}>
      {doorRoles
        .filter((role) => data.roles.includes(role))
        .map((role) => (
          <NavLink key={role} to={`/${role}`}>
            {t(`door.${role}`)}
          </NavLink>
        ))}
      <NoticesDoor accountId={data.accountId} />
      <NavLink
        className="soft small doors-who"
        to="/account"
        aria-label={`${t('account.title')}: ${data.name}`}
      >
        {data.name}
      </NavLink>
      <PressButton look="quiet" onPress={() => leave.mutate()} isDisabled={leave.isPending}>
        {t('shell.leave')}
      </PressButton>
    </nav>
  );
}
