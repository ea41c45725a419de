import { useTranslation } from 'react-i18next';
import type { Reason } from '../../server/protocol/campaign.ts';
import { useTimes } from '../state/useTimes.ts';

const good: readonly Reason['code'][] = [
  'share-met',
  'opening-turn-met',
  'arrived-in-time',
  'identity-confirmed',
];
const counted: readonly Reason['code'][] = ['too-few-speakers'];

/** The sentences of a verdict, each with what was measured and what the rule needs. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  const figure = (code: Reason['code'], value: number | null) =>
    value === null ? '–' : counted.includes(code) ? number(value) : length(value);
  return (
    <ul className="reasons">
      {reasons.map(({ code, measured, needed }) => (
        <li key={code} data-good={good.includes(code) || undefined}>
          {t(`reason.${code}`, { measured: figure(code, measured), needed: figure(code, needed) })}
        </li>
      ))}
    </ul>
  );
}
