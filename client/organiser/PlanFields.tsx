import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Chooser } from '../pieces/Chooser.tsx';
import { useNamed } from '../state/useNamed.ts';
import type { Change, DeskView, Draft } from './draft.ts';

/** Where, in which stage, in which format, and when by the clocks of that area. */
export function PlanFields({ draft, desk, onChange }: { draft: Draft; desk: DeskView; onChange: Change }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const options = (rows: readonly { id: string; names: Parameters<typeof named>[0] }[]) =>
    rows.map(({ id, names }) => ({ id, name: named(names) }));
  const zone = desk.areas.find(({ id }) => id === draft.areaId)?.zone ?? '';
  return (
    <div className="fields">
      <Chooser
        label={t('organiser.area')}
        options={options(desk.areas)}
        value={draft.areaId}
        onChange={(areaId) => onChange({ areaId, candidacyIds: [] })}
      />
      <Chooser
        label={t('organiser.stage')}
        options={options(desk.stages)}
        value={draft.stageId}
        onChange={(stageId) => onChange({ stageId })}
      />
      <Chooser
        label={t('organiser.format')}
        options={options(desk.formats)}
        value={draft.formatId}
        onChange={(formatId) => onChange({ formatId })}
      />
      <TextField
        className="field"
        value={draft.startsAt}
        isRequired
        onChange={(startsAt) => onChange({ startsAt })}
      >
        <Label>{t('organiser.startsAt', { zone })}</Label>
        <Input type="datetime-local" />
      </TextField>
    </div>
  );
}
