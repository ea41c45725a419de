import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { api } from '../hub/api.ts';
import { doorRoles } from '../pieces/doorRoles.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { me, queryClient } from '../state/queries.ts';

/**
 * Where an invitation link lands. Its token stands after the `#`, which browsers send to no server, and it is used
 * only on a click, because mail scanners open links.
 */
export function Enter() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const invitation = useLocation().hash.slice(1);
  const enter = useMutation({
    mutationFn: () => api('session.open', { body: { invitation } }),
    onSuccess: async (who) => {
      // What somebody else may have read on this device goes; what stands on this page is watched and stays.
      queryClient.removeQueries({ type: 'inactive' });
      queryClient.setQueryData(me.queryKey, who);
      const door = doorRoles.find((role) => who.roles.includes(role));
      await navigate(door ? `/${door}` : '/', { replace: true });
    },
  });
  return (
    <div className="stack narrow">
      <title>{t('enter.title')}</title>
      <h1>{t('enter.title')}</h1>
      <p className="lead">{t('enter.lead')}</p>
      {invitation === '' ? (
        <p>{t('enter.noToken')}</p>
      ) : (
        <div className="row">
          <PressButton look="main" size="large" isDisabled={enter.isPending} onPress={() => enter.mutate()}>
            {enter.isPending ? t('state.working') : t('enter.signIn')}
          </PressButton>
        </div>
      )}
      {enter.isError && <Trouble error={enter.error} />}
      <Link to="/">{t('state.home')}</Link>
    </div>
  );
}
