import { useTranslation } from 'react-i18next';
import type { Format } from '../../server/protocol/campaign.ts';
import { usePhaseTimes } from '../state/usePhaseTimes.ts';
import './phases.css';

/** The parts of a debate in order; `current` is the one that runs now. */
export function Phases({ format, current }: { format: Pick<Format, 'phases'>; current: number | null }) {
  const { t } = useTranslation();
  const times = usePhaseTimes();
  return (
    <ol className="phases" aria-label={t('phase.parts')}>
      {format.phases.map((phase, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its index; the list never changes
          key={index}
          aria-current={index === current ? 'step' : undefined}
          data-past={current !== null && index < current ? true : undefined}
        >
          <span className="phases-name">{t(`phase.${phase.kind}`)}</span>
          <span className="small soft">{times(phase)}</span>
        </li>
      ))}
    </ol>
  );
}
