import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../../server/rules/rehearsal.ts';
import { useTimes } from '../../state/useTimes.ts';
import { durationText } from './durationText.ts';

/** The parts by the numbers they have in the drawing, from when to when, and how long each is. */
export function RehearsalParts({ rehearsal: { phases } }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  return (
    <ol className="rehearsal-parts small" aria-label={t('phase.parts')}>
      {phases.map(({ kind, fromMs, toMs }, phase) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its index
        <li key={phase}>
          <span className="soft figures">{phase + 1}</span>
          <span>{t(`phase.${kind}`)}</span>
          <span className="soft figures">
            {durationText(fromMs)} – {durationText(toMs)}
          </span>
          <span className="figures">{length(toMs - fromMs)}</span>
        </li>
      ))}
    </ol>
  );
}
