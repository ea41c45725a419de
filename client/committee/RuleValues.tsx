import { useTranslation } from 'react-i18next';
import type { RuleSet } from '../../server/protocol/campaign.ts';
import { useTimes } from '../state/useTimes.ts';

/** The rule the verdicts were made with, value by value. */
export function RuleValues({ rule, zone }: { rule: RuleSet; zone: string }) {
  const { t } = useTranslation();
  const { length, number, day } = useTimes();
  const values = [
    ['sharePercent', `${number(rule.sharePercent)} %`],
    ['lateAfterMs', length(rule.lateAfterMs)],
    ['bridgeMs', length(rule.bridgeMs)],
    ['openingTurnMinMs', length(rule.openingTurnMinMs)],
    ['voidOutagePercent', `${number(rule.voidOutagePercent)} %`],
    ['minimumSpeakers', number(rule.minimumSpeakers)],
    ['witnessesNeeded', t('rule.ofThree', { value: number(rule.witnessesNeeded) })],
    ['silenceMs', length(rule.silenceMs)],
  ] as const;
  return (
    <section className="stack">
      <h2>{t('rule.title', { version: rule.version })}</h2>
      <p className="soft">{t('rule.validFrom', { day: day(rule.validFromMs, zone) })}</p>
      <dl className="rule card">
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`rule.${name}`)}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
