import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../server/protocol/campaign.ts';
import { formatLengthMs } from '../../../server/rules/formats.ts';
import { Phases } from '../../pieces/Phases.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { useTimes } from '../../state/useTimes.ts';
import type { DeskView } from '../draft.ts';

const blank: Format = {
  names: { kk: '', ru: '', en: '' },
  phases: [
    { kind: 'opening', turnMs: 60_000 },
    { kind: 'closing', turnMs: 60_000 },
  ],
};

type Props = { formats: DeskView['formats']; onBegin: (from: Format) => void };

/** The stored formats; each can be where a new one begins. */
export function FormatList({ formats, onBegin }: Props) {
  const { t } = useTranslation();
  return (
    <section className="stack">
      <div className="row spread">
        <h2>{t('format.all')}</h2>
        <PressButton data-testid="from-nothing" onPress={() => onBegin(blank)}>
          {t('format.blank')}
        </PressButton>
      </div>
      <ul className="stack">
        {formats.map(({ id, ...format }) => (
          <li key={id}>
            <StoredFormat format={format} onBegin={() => onBegin(format)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StoredFormat({ format, onBegin }: { format: Format; onBegin: () => void }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { length } = useTimes();
  const nameId = useId();
  return (
    <article className="card stack" aria-labelledby={nameId}>
      <div className="row spread">
        <div>
          <h3 id={nameId}>{named(format.names)}</h3>
          <p className="small soft figures">
            {t('format.lengths', {
              two: length(formatLengthMs(format, 2)),
              twelve: length(formatLengthMs(format, 12)),
            })}
          </p>
        </div>
        <PressButton aria-describedby={nameId} onPress={onBegin}>
          {t('format.from')}
        </PressButton>
      </div>
      <Phases format={format} current={null} />
    </article>
  );
}
