import { useTranslation } from 'react-i18next';
import { DurationField } from './DurationField.tsx';
import type { FormatDraft } from './formatDraft.ts';

const minuteMs = 60_000;
type Props = { draft: FormatDraft; onChange: (part: Partial<FormatDraft>) => void };

/** How the clock behaves in every part: warnings, interruptions, lost connections, overruns. */
export function ClockFields({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const { warnings, interjection, lossWait, isOverrunRepaid } = draft;
  return (
    <section className="stack">
      <h2>{t('format.clock')}</h2>
      <div className="part-fields">
        {warnings.map((text, index) => (
          <DurationField
            // biome-ignore lint/suspicious/noArrayIndexKey: a warning is its place; there are always as many
            key={index}
            label={t('format.warning', { place: index + 1 })}
            value={text}
            onChange={(changed) => onChange({ warnings: warnings.with(index, changed) })}
            limits={{ isOptional: true, atMostMs: 10 * minuteMs }}
          />
        ))}
      </div>
      <div className="part-fields wide">
        <DurationField
          label={t('format.interjection')}
          value={interjection}
          onChange={(text) => onChange({ interjection: text })}
          limits={{ atMostMs: 5 * minuteMs }}
        />
        <DurationField
          label={t('format.lossWait')}
          value={lossWait}
          onChange={(text) => onChange({ lossWait: text })}
          limits={{ atLeastMs: 0, atMostMs: 10 * minuteMs }}
        />
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={isOverrunRepaid}
          onChange={({ target }) => onChange({ isOverrunRepaid: target.checked })}
        />
        {t('format.overrun')}
      </label>
    </section>
  );
}
