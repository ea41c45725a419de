import { useTranslation } from 'react-i18next';
import type { RuleSet } from '../../../server/protocol/campaign.ts';
import { lengthMs } from '../../../server/rules/intervals.ts';
import { useTimes } from '../../state/useTimes.ts';
import type { Review } from '../ReviewPage.tsx';
import './arithmetic.css';

type Props = {
  verdict: { presentMs: number; countableMs: number };
  rule: RuleSet;
  debate: Pick<Review, 'startedAtMs' | 'endedAtMs' | 'pauses'>;
};

/** The share of a verdict: what counts, how much of it the candidate was there for, and how much the rule needs. */
export function Arithmetic({ verdict: { presentMs, countableMs }, rule, debate }: Props) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  if (countableMs === 0) return null;
  const neededMs = Math.ceil((rule.sharePercent * countableMs) / 100);
  const isMet = presentMs * 100 >= rule.sharePercent * countableMs;
  const share = (presentMs / countableMs) * 100;
  const told = {
    present: length(presentMs),
    countable: length(countableMs),
    share: number(Math.floor(share * 10) / 10),
    needed: length(neededMs),
    percent: number(rule.sharePercent),
  };
  return (
    <figure className="arithmetic stack near">
      <div
        className="arithmetic-bar"
        role="img"
        aria-label={t(isMet ? 'arithmetic.met' : 'arithmetic.missed', told)}
        data-met={isMet || undefined}
        style={{ '--share': `${Math.min(100, share)}%`, '--needed': `${rule.sharePercent}%` } as object}
      >
        <span className="arithmetic-needed" />
      </div>
      <figcaption className="small">
        <p>{t(isMet ? 'arithmetic.met' : 'arithmetic.missed', told)}</p>
        <CountableSum debate={debate} countableMs={countableMs} />
      </figcaption>
    </figure>
  );
}

/** “1 h 30 min held − 5 min paused − 10 min of our outages = 1 h 15 min that count”. */
function CountableSum({ debate, countableMs }: Pick<Props, 'debate'> & { countableMs: number }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { startedAtMs, endedAtMs, pauses } = debate;
  if (startedAtMs === null || endedAtMs === null) return null;
  const heldMs = endedAtMs - startedAtMs;
  const pausedMs = lengthMs(pauses);
  const outageMs = Math.max(0, heldMs - pausedMs - countableMs);
  const parts = [
    t('arithmetic.held', { length: length(heldMs) }),
    pausedMs > 0 && t('arithmetic.paused', { length: length(pausedMs) }),
    outageMs > 0 && t('arithmetic.outage', { length: length(outageMs) }),
  ].filter((part) => part !== false);
  return (
    <p className="soft">
      {t('arithmetic.sum', { parts: parts.join(' − '), countable: length(countableMs) })}
    </p>
  );
}
