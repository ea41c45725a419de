import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { enteredByInvitation } from '../account/OnDemand.tsx';
import { api } from '../hub/api.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { EnterOtherwise } from './EnterOtherwise.tsx';
import { useGoIn } from './useGoIn.ts';

/**
 * Where an invitation link lands. Its token stands after the `#`, which browsers send to no server, and it is used
 * only on a click, because mail scanners open links. Whoever has no invitation comes in by passkey.
 */
export function Enter() {
  const { t } = useTranslation();
  const goIn = useGoIn();
  const invitation = useLocation().hash.slice(1);
  const enter = useMutation({
    mutationFn: () => api('session.open', { body: { invitation } }),
    onSuccess: (who) => goIn(who, enteredByInvitation),
  });
  const isInvited = invitation !== '';
  return (
    <div className="stack narrow">
      <title>{t(isInvited ? 'enter.title' : 'enter.otherwise')}</title>
      <h1>{t(isInvited ? 'enter.title' : 'enter.otherwise')}</h1>
      <p className="lead">{t(isInvited ? 'enter.lead' : 'enter.otherwiseLead')}</p>
      {isInvited ? (
        <div className="row">
          <PressButton look="main" size="large" isDisabled={enter.isPending} onPress={() => enter.mutate()}>
            {enter.isPending ? t('state.working') : t('enter.signIn')}
          </PressButton>
        </div>
      ) : (
        <EnterOtherwise />
      )}
      {enter.isError && <Trouble error={enter.error} />}
      <Link to="/">{t('state.home')}</Link>
    </div>
  );
}
