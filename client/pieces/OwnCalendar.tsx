import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../hub/api.ts';
import { ownCalendar, queryClient } from '../state/queries.ts';
import { useNamed } from '../state/useNamed.ts';
import { Asked } from './Asked.tsx';
import { CalendarAddress } from './CalendarAddress.tsx';
import { PressButton } from './PressButton.tsx';

/** A person's own debates as a calendar that reminds them, at an address which only they know and can replace. */
export function OwnCalendar() {
  const { t } = useTranslation();
  const { language } = useNamed();
  const query = useQuery(ownCalendar);
  const renew = useMutation({
    mutationFn: () => api('calendar.renew', { body: {} }),
    onSuccess: (answer) => queryClient.setQueryData(ownCalendar.queryKey, answer),
  });
  return (
    <section className="card stack">
      <h2 className="card-title">{t('feed.own')}</h2>
      <p className="soft">{t('feed.ownLead')}</p>
      <Asked query={query}>
        {({ feedKey }) => (
          <CalendarAddress path={`/api/calendars/${language}/people/${feedKey}.ics`}>
            <PressButton look="quiet" isDisabled={renew.isPending} onPress={() => renew.mutate()}>
              {t('feed.renew')}
            </PressButton>
          </CalendarAddress>
        )}
      </Asked>
      {renew.isSuccess && (
        <p role="status" className="small">
          {t('feed.renewed')}
        </p>
      )}
    </section>
  );
}
