import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Account } from '../../server/protocol/sign-in.ts';
import { api } from '../hub/api.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { useTimes } from '../state/useTimes.ts';
import { account } from './accountQueries.ts';
import { deviceName } from './deviceName.ts';

type Session = Account['sessions'][number];

/** Where the person is signed in, with the way out of each place and of all of them. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const endAll = useMutation({
    mutationFn: () => api('sessions.end'),
    onSuccess: async () => {
      await navigate('/');
      await queryClient.invalidateQueries();
    },
  });
  return (
    <section className="stack near">
      <h2>{t('account.sessions')}</h2>
      <ul className="ways">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      <div className="row">
        <PressButton look="danger" isDisabled={endAll.isPending} onPress={() => endAll.mutate()}>
          {t('account.endAll')}
        </PressButton>
      </div>
      {endAll.isError && <Trouble error={endAll.error} />}
    </section>
  );
}

function SessionItem({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const device = deviceName(session.device) ?? t('account.unknownDevice');
  const since = day(session.openedAtMs);
  const end = useMutation({
    mutationFn: () => api('session.end', { params: { sessionId: session.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: account.queryKey }),
  });
  return (
    <li className="way">
      <div className="stack near">
        <span>
          <b>{device}</b> {session.isThis && <span className="badge">{t('account.here')}</span>}
        </span>
        <span className="small soft">
          {t('account.since', { when: since })}
          {session.network !== null && ` · ${session.network}`}
        </span>
        {end.isError && <Trouble error={end.error} />}
      </div>
      {!session.isThis && (
        <PressButton
          look="quiet"
          aria-label={t('account.endNamed', { device, when: since })}
          isDisabled={end.isPending}
          onPress={() => end.mutate()}
        >
          {t('account.end')}
        </PressButton>
      )}
    </li>
  );
}
