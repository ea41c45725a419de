import { useTranslation } from 'react-i18next';
import type { Format, Phase } from '../../server/protocol/campaign.ts';
import { useTimes } from '../state/useTimes.ts';
import './phases.css';

/** The parts of a debate in order; `current` is the one that runs now. */
export function Phases({ format, current }: { format: Format; current: number | null }) {
  const { t } = useTranslation();
  const { length } = useTimes();
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
          <span className="small soft">
            {phase.kind === 'open'
              ? length(phase.totalMs)
              : t('phase.each', { length: length(turnOf(phase)) })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function turnOf(phase: Phase): number {
  return phase.kind === 'each-asks-each' ? phase.questionMs + phase.answerMs : phase.turnMs;
}
