import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../pieces/Nothing.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { useTimes } from '../state/useTimes.ts';
import type { Review } from './ReviewPage.tsx';

const atFirst = 20;

/** The evidence itself, entry by entry, as it stands in the chain. */
export function EvidenceTable({ entries, zone }: { entries: Review['entries']; zone: string }) {
  const { t } = useTranslation();
  const [areAllShown, showAll] = useState(false);
  const shown = areAllShown ? entries : entries.slice(0, atFirst);
  return (
    <section className="stack">
      <h2>{t('evidence.title')}</h2>
      <p className="soft">{t('evidence.lead')}</p>
      {entries.length === 0 ? (
        <Nothing>{t('evidence.none')}</Nothing>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable from the keyboard
        <section className="evidence card" tabIndex={0} aria-label={t('evidence.title')}>
          <table>
            <thead>
              <tr>
                {(['sequence', 'time', 'kind', 'actor', 'hash'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`evidence.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <Row key={entry.sequence} entry={entry} zone={zone} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {shown.length < entries.length && (
        <div className="row">
          <PressButton onPress={() => showAll(true)}>
            {t('evidence.all', { value: entries.length })}
          </PressButton>
        </div>
      )}
    </section>
  );
}

function Row({ entry, zone }: { entry: Review['entries'][number]; zone: string }) {
  const { t } = useTranslation();
  const { time } = useTimes();
  const { actor } = entry;
  return (
    <tr>
      <td className="figures">{entry.sequence}</td>
      <td className="figures">{time(entry.atMs, zone)}</td>
      <td>
        <code>{entry.kind}</code>
      </td>
      <td>{actor.kind === 'system' ? t('evidence.hub') : `${actor.role} ${actor.accountId.slice(0, 8)}`}</td>
      <td>
        <code title={entry.hash}>{entry.hash.slice(0, 12)}</code>
      </td>
    </tr>
  );
}
