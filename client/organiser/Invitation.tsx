import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../hub/api.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useTimes } from '../state/useTimes.ts';

/** One person's sign-in link: made on demand, shown once, easy to copy. */
export function Invitation({
  accountId,
  name,
  role,
}: {
  accountId: string;
  name: string;
  role: 'moderator' | 'candidate';
}) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const invite = useMutation({ mutationFn: () => api('organiser.invite', { body: { accountId } }) });
  const copy = useMutation({ mutationFn: (link: string) => navigator.clipboard.writeText(link) });
  return (
    <li className="stack near invitation">
      <div className="row spread">
        <span>
          {name} <span className="soft small">{t(`invite.role.${role}`)}</span>
        </span>
        <PressButton isDisabled={invite.isPending} onPress={() => invite.mutate()}>
          {t('invite.create')}
        </PressButton>
      </div>
      {invite.isError && <Trouble error={invite.error} />}
      {invite.isSuccess && (
        <div className="said" role="status">
          <code className="invitation-link">{invite.data.link}</code>
          <span className="small">{t('invite.expires', { until: day(invite.data.expiresAtMs) })}</span>
          <PressButton onPress={() => copy.mutate(invite.data.link)}>
            {copy.isSuccess ? t('invite.copied') : t('invite.copy')}
          </PressButton>
          {copy.isError && <Trouble error={copy.error} />}
        </div>
      )}
    </li>
  );
}
