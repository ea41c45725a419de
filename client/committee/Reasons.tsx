import { useTranslation } from 'react-i18next';
import type { Reason } from '../../server/protocol/campaign.ts';
import { useTimes } from '../state/useTimes.ts';
import { reasonFigures } from './reasonFigures.ts';
import './committee.css';

const good: readonly Reason['code'][] = [
  'share-met',
  'opening-turn-met',
  'arrived-in-time',
  'identity-confirmed',
];

/** The sentences of a verdict, each with what was measured and what the rule needs. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const times = useTimes();
  return (
    <ul className="reasons">
      {reasons.map((reason) => (
        <li key={reason.code} data-good={good.includes(reason.code) || undefined}>
          {t(`reason.${reason.code}`, reasonFigures(reason, times))}
        </li>
      ))}
    </ul>
  );
}
