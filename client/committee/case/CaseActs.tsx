import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePreparation, CaseRuling, CaseView, CommitteeAct } from '../../../server/protocol/cases.ts';
import { api } from '../../hub/api.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { caseFile } from '../../state/committeeQueries.ts';
import { queryClient } from '../../state/queries.ts';
import { ActForm } from './ActForm.tsx';
import { isRuling } from './acts.ts';

type Sent = { act: CommitteeAct; command: CasePreparation | CaseRuling };

/** What the reader can do in the case now. One is opened at a time; what it needs is asked before it is sent. */
export function CaseActs({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<CommitteeAct | null>(
    view.acts.length === 1 ? (view.acts[0] ?? null) : null,
  );
  const send = useMutation({
    mutationFn: ({ act, command }: Sent) => {
      const params = { caseId: view.id };
      return isRuling(act)
        ? api('case.rule', { params, body: command as CaseRuling })
        : api('case.prepare', { params, body: command as CasePreparation });
    },
    onSuccess: async (answer) => {
      queryClient.setQueryData(caseFile(view.id).queryKey, answer);
      choose(null);
      await queryClient.invalidateQueries({ queryKey: ['committee'] });
    },
  });
  return (
    <section className="card stack case-acts">
      <h2 className="card-title">{t('caseFile.acts')}</h2>
      <div className="row">
        {view.acts.map((act) => (
          <PressButton
            key={act}
            look={act === 'vote' || act === 'decide' ? 'main' : 'plain'}
            aria-expanded={act === chosen}
            data-testid={`act-${act}`}
            onPress={() => {
              send.reset();
              choose(act === chosen ? null : act);
            }}
          >
            {t(`caseAct.${act}`)}
          </PressButton>
        ))}
      </div>
      {chosen !== null && view.acts.includes(chosen) && (
        <ActForm
          key={chosen}
          act={chosen}
          view={view}
          sending={send}
          onSend={(command) => send.mutate({ act: chosen, command })}
        />
      )}
    </section>
  );
}
