import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { api } from '../../hub/api.ts';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { queryClient } from '../../state/queries.ts';
import { DueClock } from '../worklist/DueClock.tsx';
import './judging.css';

/** All verdicts of a debate that the reader may confirm, with one press; the second of two officials completes it. */
export function ConfirmVerdicts({ debateId, files }: { debateId: string; files: readonly VerdictFile[] }) {
  const { t } = useTranslation();
  const open = files.filter(({ may }) => may.includes('confirm'));
  const confirm = useMutation({
    mutationFn: () =>
      api('judgements.confirm', {
        params: { debateId },
        body: { verdictIds: open.map(({ verdict }) => verdict.id) },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['committee'] }),
  });
  const [first] = open;
  if (first === undefined) return null;
  const dueAtMs = Math.min(...open.map(({ finalFromMs }) => finalFromMs));
  return (
    <section className="card stack confirm">
      <div className="confirm-head">
        <div className="stack near">
          <h2 className="card-title">{t('judging.confirmTitle', { value: open.length })}</h2>
          <p className="soft">{t('judging.confirmLead')}</p>
        </div>
        <DueClock dueAtMs={dueAtMs} stoppedWithMs={null} zone={first.debate.zone} />
      </div>
      <ul className="confirm-verdicts">
        {open.map(({ verdict, confirmations }) => (
          <li key={verdict.id} className="row spread">
            <a href={`#${verdict.slotId}`}>{verdict.name}</a>
            <span className="row">
              {confirmations.map(({ name, capacity }) => (
                <span key={name} className="small soft">
                  {t(`judging.capacity.${capacity}`)}: {name}
                </span>
              ))}
              <OutcomeMark outcome={verdict.outcome} />
            </span>
          </li>
        ))}
      </ul>
      {confirm.isError && <Trouble error={confirm.error} />}
      <div className="row">
        <PressButton
          look="main"
          data-testid="confirm-verdicts"
          isDisabled={confirm.isPending}
          onPress={() => confirm.mutate()}
        >
          {confirm.isPending ? t('state.working') : t('judging.confirm')}
        </PressButton>
        <span className="small soft">{t('judging.fresh')}</span>
      </div>
    </section>
  );
}
