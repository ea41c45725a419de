import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../server/protocol/campaign.ts';
import './marks.css';

const tones = {
  attended: 'accent',
  late: 'accent',
  partial: 'alarm',
  absent: 'alarm',
  excused: undefined,
  unknown: undefined,
  void: undefined,
} as const satisfies Record<Outcome, string | undefined>;

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  return (
    <span className="mark" data-tone={tones[outcome]}>
      {t(`outcome.${outcome}`)}
    </span>
  );
}
