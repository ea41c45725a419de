import { useTranslation } from 'react-i18next';
import type { Duty } from '../../server/protocol/http.ts';
import { explain, type Sentence } from '../../server/rules/duty-explanation.ts';
import { useNamed } from '../state/useNamed.ts';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useTimes, zoneOffset } from '../state/useTimes.ts';

/** Why the duty is there, by when it is due, what would fulfil it, and what did. */
export function DutySentences({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  const words = useFigureWords(duty.area.zone);
  const nowMs = useNow(useServerNow(null), 60_000);
  const said = explain(duty, nowMs).map((sentence) => t(`dutySays.${sentence.key}`, words(sentence)));
  return (
    <ul className="stack near duty-sentences">
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

const noFigures = { rule: '', area: '', title: '', outcome: '', listedAtMs: '', dueAtMs: '', startsAtMs: '' };

/** Figures as words of the page: instants by the area's clocks, names in the page's language, outcomes in its words. */
function useFigureWords(zone: string) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  return ({ figures }: Sentence): typeof noFigures => {
    const said = Object.entries(figures).map(([name, value]) => {
      if (typeof value === 'number') return [name, `${day(value, zone)} ${zoneOffset(value, zone)}`];
      if (typeof value === 'object') return [name, named(value)];
      return [name, name === 'outcome' ? t(`outcome.${value as 'absent'}`) : value];
    });
    return { ...noFigures, ...Object.fromEntries(said) };
  };
}
