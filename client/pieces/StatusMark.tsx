import { useTranslation } from 'react-i18next';
import type { DebateStatus } from '../../server/protocol/campaign.ts';
import './marks.css';

export function StatusMark({ status }: { status: DebateStatus }) {
  const { t } = useTranslation();
  return (
    <span className="mark" data-tone={status === 'live' ? 'live' : status === 'lobby' ? 'accent' : undefined}>
      {t(`status.${status}`)}
    </span>
  );
}
