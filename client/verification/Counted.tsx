import { useTranslation } from 'react-i18next';
import { Outcome } from '../../server/protocol/campaign.ts';
import type { SlotResult } from '../../verify/core/verdicts.ts';
import { OutcomeMark } from '../pieces/OutcomeMark.tsx';
import { useTimes } from '../state/useTimes.ts';

/** What the entries give for each place of the lineup, counted here, and where the file says something else. */
export function Counted({ verdicts }: { verdicts: readonly SlotResult[] }) {
  const { t } = useTranslation();
  return (
    <section className="stack">
      <h3>{t('verify.verdicts')}</h3>
      <ol className="stack">
        {verdicts.map((slot) => (
          <Place key={slot.slotId} slot={slot} />
        ))}
      </ol>
    </section>
  );
}

function Place({ slot: { name, computed, said, isEqual } }: { slot: SlotResult }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const minutes = { present: length(computed.presentMs), countable: length(computed.countableMs) };
  return (
    <li className="verify-slot">
      <span className="row spread">
        <span dir="auto">{name}</span>
        <OutcomeMark outcome={known(computed.outcome)} />
      </span>
      <span className="small soft figures">{t('verify.minutes', minutes)}</span>
      {!said && <span className="small">{t('verify.noVerdict')}</span>}
      {said && !isEqual && (
        <strong className="small">{t('verify.otherVerdict', { outcome: word(said.outcome) })}</strong>
      )}
      {said && isEqual && said.origin !== 'evidence' && (
        <span className="small">{t('verify.byPeople', { outcome: word(said.outcome) })}</span>
      )}
    </li>
  );

  function word(outcome: string): string {
    return t(`outcome.${known(outcome)}`);
  }
}

/** What a file says need not be an outcome of ours. */
function known(outcome: string): Outcome {
  return Outcome.catch('unknown').parse(outcome);
}
