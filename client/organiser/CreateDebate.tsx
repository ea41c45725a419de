import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteBody } from '../../server/protocol/routes.ts';
import { api } from '../hub/api.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { queryClient } from '../state/queries.ts';
import { Created } from './Created.tsx';
import { type DeskView, type Draft, emptyDraft, finished } from './draft.ts';
import { FormatRehearsal } from './FormatRehearsal.tsx';
import { PeopleFields } from './PeopleFields.tsx';
import { PlanFields } from './PlanFields.tsx';
import { TitleFields } from './TitleFields.tsx';

/** A debate from a title, a plan and the people in it. The order of speaking is not chosen: it is drawn by lot. */
export function CreateDebate({ desk }: { desk: DeskView }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(desk));
  const debate = finished(draft, desk);
  const create = useMutation({
    mutationFn: (body: RouteBody<'organiser.create-debate'>) => api('organiser.create-debate', { body }),
    onSuccess: async () => {
      setDraft(emptyDraft(desk));
      await queryClient.invalidateQueries({ queryKey: ['debates'] });
    },
  });
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <section className="card stack">
      <h2>{t('organiser.new')}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (debate) create.mutate(debate);
        }}
      >
        <TitleFields title={draft.title} onChange={change} />
        <PlanFields draft={draft} desk={desk} onChange={change} />
        <PeopleFields draft={draft} desk={desk} onChange={change} />
        <FormatRehearsal draft={draft} desk={desk} />
        <div className="row">
          <PressButton type="submit" look="main" size="large" isDisabled={!debate || create.isPending}>
            {create.isPending ? t('state.working') : t('organiser.create')}
          </PressButton>
          {!debate && <span className="soft small">{t('organiser.missing')}</span>}
        </div>
      </form>
      {create.isError && <Trouble error={create.error} />}
      {create.isSuccess && <Created debateId={create.data.debateId} drawSeed={create.data.drawSeed} />}
    </section>
  );
}
