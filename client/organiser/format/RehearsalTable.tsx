import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../../server/rules/rehearsal.ts';
import { durationText } from './durationText.ts';

/** Every turn as a row: the drawing for those who do not see it. Made when it is opened, because it can be long. */
export function RehearsalTable({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="rehearsal-table" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{t('format.asTable')}</summary>
      {isOpen && <Table rehearsal={rehearsal} />}
    </details>
  );
}

const columns = ['part', 'speaker', 'what', 'from', 'to'] as const;

function Table({ rehearsal: { phases } }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const turns = phases.flatMap(({ kind: part, turns: its }) => its.map((turn) => ({ ...turn, part })));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scrolling" tabIndex={0} aria-label={t('format.asTable')}>
      <table className="small">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`format.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="figures">
          {turns.map(({ part, speaker, kind, fromMs, toMs }) => (
            <tr key={fromMs}>
              <td>{t(`phase.${part}`)}</td>
              <td>{speaker + 1}</td>
              <td>{t(`format.turn.${kind as 'speech'}`)}</td>
              <td>{durationText(fromMs)}</td>
              <td>{durationText(toMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
