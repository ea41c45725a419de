import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ground, grounds, NewComplaint } from '../../../server/protocol/cases.ts';
import { api } from '../../hub/api.ts';
import { Asked } from '../../pieces/Asked.tsx';
import { Chooser } from '../../pieces/Chooser.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { ReasonField } from '../../pieces/ReasonField.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { useNamed } from '../../state/useNamed.ts';
import { areas, candidaciesIn } from './complaintQueries.ts';

type Draft = { ground: Ground | null; areaId: string | null; candidacyId: string | null; text: string };
type Props = { onReceived: (received: { number: number; trackingCode: string }) => void };

const nothing: Draft = { ground: null, areaId: null, candidacyId: null, text: '' };

/** What, where, about whom, and in whose words. A name is not asked for. */
export function ComplaintForm({ onReceived }: Props) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const [draft, setDraft] = useState(nothing);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const complaint = NewComplaint.safeParse(draft);
  const file = useMutation({
    mutationFn: (body: NewComplaint) => api('complaint.file', { body }),
    onSuccess: onReceived,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (complaint.success) file.mutate(complaint.data);
  };
  const places = useQuery(areas);
  return (
    <form className="card stack" onSubmit={send}>
      <Chooser
        label={t('complain.ground')}
        options={grounds.map((id) => ({ id, name: t(`ground.${id}`) }))}
        value={draft.ground}
        onChange={(ground) => change({ ground: ground as Ground })}
      />
      <Asked query={places}>
        {(answer) => (
          <Chooser
            label={t('complain.area')}
            options={answer.areas.map(({ id, names }) => ({ id, name: named(names) }))}
            value={draft.areaId}
            onChange={(areaId) => change({ areaId, candidacyId: null })}
          />
        )}
      </Asked>
      {draft.areaId !== null && (
        <About
          areaId={draft.areaId}
          value={draft.candidacyId}
          onChange={(candidacyId) => change({ candidacyId })}
        />
      )}
      <ReasonField
        label={t('complain.text')}
        value={draft.text}
        onChange={(text) => change({ text })}
        most={6000}
        rows={6}
      />
      {file.isError && <Trouble error={file.error} />}
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={!complaint.success || file.isPending}>
          {file.isPending ? t('state.working') : t('complain.send')}
        </PressButton>
      </div>
    </form>
  );
}

type AboutProps = { areaId: string; value: string | null; onChange: (id: string | null) => void };

const nobody = 'nobody';

function About({ areaId, value, onChange }: AboutProps) {
  const { t } = useTranslation();
  const query = useQuery(candidaciesIn(areaId));
  return (
    <Asked query={query}>
      {({ candidacies }) => (
        <Chooser
          label={t('complain.about')}
          options={[{ id: nobody, name: t('complain.nobody') }, ...candidacies]}
          value={value ?? nobody}
          onChange={(id) => onChange(id === nobody ? null : id)}
        />
      )}
    </Asked>
  );
}
