import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { useTimes } from '../../state/useTimes.ts';
import { BroughtFiles } from './BroughtFiles.tsx';

type Props = { file: VerdictFile; objection: NonNullable<VerdictFile['objection']> };

/** What the candidate said against it, and how far it has come. */
export function OwnObjection({ file: { debate }, objection }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { madeAtMs, decideUntilMs, statement, attachments, rulings, end } = objection;
  return (
    <section className="own-objection stack near" data-testid="own-objection">
      <h4>{t('outcomes.yours', { at: day(madeAtMs, debate.zone) })}</h4>
      <p className="own-words">{statement}</p>
      <BroughtFiles files={attachments} />
      {end === null ? (
        <p className="small soft">{t('outcomes.waiting', { until: day(decideUntilMs, debate.zone) })}</p>
      ) : (
        <p>
          <strong>{t(`outcomes.end.${end.cause}`)}</strong>
        </p>
      )}
      {end !== null &&
        rulings.map(({ name, reason }) => (
          <p key={name} className="own-words small">
            {name}: {reason}
          </p>
        ))}
    </section>
  );
}
