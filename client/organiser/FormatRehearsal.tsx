import { useTranslation } from 'react-i18next';
import { rehearse } from '../../server/rules/rehearsal.ts';
import type { DeskView, Draft } from './draft.ts';
import { RehearsalView } from './format/RehearsalView.tsx';

const fewest = 2;

/** What the chosen format means for the people ticked so far, computed by the rules the hub itself uses. */
export function FormatRehearsal({ draft, desk }: { draft: Draft; desk: DeskView }) {
  const { t } = useTranslation();
  const chosen = desk.formats.find(({ id }) => id === draft.formatId);
  if (!chosen) return null;
  const speakers = Math.max(fewest, draft.candidacyIds.length);
  return (
    <section className="stack" aria-label={t('format.simulation')}>
      <h3>
        {t('format.simulation')} <span className="soft">· {t('format.speakers', { value: speakers })}</span>
      </h3>
      <RehearsalView rehearsal={rehearse(chosen, speakers)} late={null} />
    </section>
  );
}
