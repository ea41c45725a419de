import { useTranslation } from 'react-i18next';
import type { ObligationStatus } from '../../server/protocol/campaign.ts';
import './marks.css';

const tones = {
  open: undefined,
  fulfilled: 'accent',
  excused: undefined,
  waived: undefined,
  breached: 'alarm',
} as const satisfies Record<ObligationStatus, string | undefined>;

export function DutyMark({ status }: { status: ObligationStatus }) {
  const { t } = useTranslation();
  return (
    <span className="mark" data-tone={tones[status]}>
      {t(`dutyStatus.${status}`)}
    </span>
  );
}
