import { useTranslation } from 'react-i18next';
import { formatLengthMs } from '../../server/rules/formats.ts';
import { Phases } from '../pieces/Phases.tsx';
import { useTimes } from '../state/useTimes.ts';
import type { DeskView, Draft } from './draft.ts';

const fewest = 2;

/** How long this debate can last at most, computed by the rule the hub itself uses. */
export function FormatLength({ draft, desk }: { draft: Draft; desk: DeskView }) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  const chosen = desk.formats.find(({ id }) => id === draft.formatId);
  if (!chosen) return null;
  const speakers = Math.max(fewest, draft.candidacyIds.length);
  return (
    <div className="stack near">
      <p>
        {t('organiser.length', { speakers: number(speakers) })}{' '}
        <strong className="figures">{length(formatLengthMs(chosen, speakers))}</strong>
      </p>
      <Phases format={chosen} current={null} />
    </div>
  );
}
