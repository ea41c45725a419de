import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleSet } from '../../../server/protocol/campaign.ts';
import type { WhatIf } from '../../../server/protocol/what-if.ts';
import { Nothing } from '../../pieces/Nothing.tsx';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import { drawnGracesMs, type Wish } from './changes.ts';
import { comparisonOf, type Difference } from './differences.ts';
import { GraceBars } from './GraceBars.tsx';

type Props = { answer: WhatIf; wish: Wish; inForce: RuleSet };

/** What the wish would change: how many fewer or more speak against somebody, who they are, and how each grace compares. */
export function Compared({ answer, wish, inForce }: Props) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  const { harmingNow, harmingTried, differences } = comparisonOf(answer, 0);
  if (answer.matters.length === 0) return <Nothing>{t('whatIf.nothingOpen')}</Nothing>;
  const fewer = harmingNow - harmingTried;
  const rule = {
    grace: length(wish.bridgeMs),
    share: number(wish.sharePercent),
    late: length(wish.lateAfterMs),
  };
  const word = fewer > 0 ? 'fewer' : fewer < 0 ? 'more' : 'same';
  return (
    <div className="stack" role="status">
      <p className="what-if-result">{t(`whatIf.${word}`, { ...rule, value: number(Math.abs(fewer)) })}</p>
      <p className="soft">
        {t('whatIf.counts', {
          open: number(answer.matters.length),
          now: number(harmingNow),
          tried: number(harmingTried),
        })}{' '}
        {!answer.isWhole && t('whatIf.notWhole')}
      </p>
      {differences.length > 0 && <Differences differences={differences} />}
      <GraceBars
        inForceMs={inForce.bridgeMs}
        harming={drawnGracesMs(inForce.bridgeMs).map((graceMs, index) => ({
          graceMs,
          value: comparisonOf(answer, index + 1).harmingTried,
        }))}
      />
    </div>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  return (
    <ul className="what-if-differences">
      {differences.map(({ slotId, debateId, name, title, inForce, tried }) => (
        <li key={slotId} className="row spread">
          <span>
            <Link to={`/committee/debates/${debateId}#${slotId}`}>{name}</Link>{' '}
            <span className="soft small">{named(title)}</span>
          </span>
          <span className="row">
            <OutcomeMark outcome={inForce} />
            <span aria-hidden="true">→</span>
            <span className="unseen">{t('whatIf.would')}</span>
            <OutcomeMark outcome={tried} />
          </span>
        </li>
      ))}
    </ul>
  );
}
