import { useTranslation } from 'react-i18next';
import { Nothing } from '../pieces/Nothing.tsx';
import type { Change, DeskView, Draft } from './draft.ts';
import { Ticks } from './Ticks.tsx';

const standing = ['registered', 'advanced', 'reinstated'];

/** The candidates who stand in the chosen area, and the moderators. */
export function PeopleFields({ draft, desk, onChange }: { draft: Draft; desk: DeskView; onChange: Change }) {
  const { t } = useTranslation();
  const candidates = desk.candidacies
    .filter(({ areaId, status }) => areaId === draft.areaId && standing.includes(status))
    .map(({ id, name }) => ({ id, name }));
  const moderators = desk.moderators.map(({ accountId, name }) => ({ id: accountId, name }));
  return (
    <div className="fields people">
      {candidates.length === 0 ? (
        <Nothing>{t('organiser.noCandidates')}</Nothing>
      ) : (
        <Ticks
          label={t('organiser.candidates', { chosen: draft.candidacyIds.length })}
          options={candidates}
          chosen={draft.candidacyIds}
          onChange={(candidacyIds) => onChange({ candidacyIds })}
        />
      )}
      <Ticks
        label={t('organiser.moderators')}
        options={moderators}
        chosen={draft.moderatorIds}
        onChange={(moderatorIds) => onChange({ moderatorIds })}
      />
    </div>
  );
}
