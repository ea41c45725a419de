import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonalNotice } from '../../server/protocol/personal-notices.ts';
import { api } from '../hub/api.ts';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { NoticeCard } from './NoticeCard.tsx';
import { ownNotices } from './noticeQueries.ts';

/** All that the hub has told this person, the newest first. */
export function NoticesPage() {
  const { t } = useTranslation();
  const query = useQuery(ownNotices);
  return (
    <div className="stack narrow">
      <title>{t('notices.title')}</title>
      <h1>{t('notices.title')}</h1>
      <p className="lead">{t('notices.lead')}</p>
      <Asked query={query}>
        {({ notices }) => (
          <>
            <MarkAllRead notices={notices} />
            {notices.length === 0 && <Nothing>{t('notices.none')}</Nothing>}
            <ul className="stack">
              {notices.map((notice) => (
                <NoticeCard key={notice.id} notice={notice} />
              ))}
            </ul>
          </>
        )}
      </Asked>
    </div>
  );
}

function MarkAllRead({ notices }: { notices: readonly PersonalNotice[] }) {
  const { t } = useTranslation();
  const noticeIds = notices.filter(({ isRead }) => !isRead).map(({ id }) => id);
  const mark = useMutation({
    mutationFn: () => api('notices.mark-read', { body: { noticeIds } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownNotices.queryKey }),
  });
  if (noticeIds.length === 0) return null;
  return (
    <div className="row">
      <PressButton isDisabled={mark.isPending} onPress={() => mark.mutate()}>
        {t('notices.allRead')}
      </PressButton>
      {mark.isError && <Trouble error={mark.error} />}
    </div>
  );
}
