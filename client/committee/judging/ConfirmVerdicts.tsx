import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { api } from '../../hub/api.ts';
import { OutcomeMark } from '../../pieces/OutcomeMark.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { queryClient } from '../../state/queries.ts';
import { DueClock } from '../worklist/DueClock.tsx';
import '../../pieces/chooser.css';
import './judging.css';

/**
 * The verdicts of a debate that the reader may confirm, with one press for all but those they leave out; the second of
 * two officials completes it.
 */
export function ConfirmVerdicts({ debateId, files }: { debateId: string; files: readonly VerdictFile[] }) {
  const { t } = useTranslation();
  const [leftOut, leaveOut] = useState<readonly string[]>([]);
  const open = files.filter(({ may }) => may.includes('confirm'));
  const chosen = open.filter(({ verdict }) => !leftOut.includes(verdict.id));
  const confirm = useMutation({
    mutationFn: () =>
      api('judgements.confirm', {
        params: { debateId },
        body: { verdictIds: chosen.map(({ verdict }) => verdict.id) },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['committee'] }),
  });
  const [first] = open;
  if (first === undefined) return null;
  const count = { value: chosen.length, all: open.length };
  const words = chosen.length === open.length ? t('judging.confirm') : t('judging.confirmSome', count);
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
        {open.map((file) => (
          <ToConfirm
            key={file.verdict.id}
            file={file}
            isChosen={chosen.includes(file)}
            onChoose={(isChosen) => {
              const others = leftOut.filter((id) => id !== file.verdict.id);
              leaveOut(isChosen ? others : [...others, file.verdict.id]);
            }}
          />
        ))}
      </ul>
      {confirm.isError && <Trouble error={confirm.error} />}
      <div className="row">
        <PressButton
          look="main"
          data-testid="confirm-verdicts"
          isDisabled={confirm.isPending || chosen.length === 0}
          onPress={() => confirm.mutate()}
        >
          {confirm.isPending ? t('state.working') : words}
        </PressButton>
        <span className="small soft">{t('judging.fresh')}</span>
      </div>
    </section>
  );
}

type ToConfirmProps = { file: VerdictFile; isChosen: boolean; onChoose: (isChosen: boolean) => void };

function ToConfirm({ file: { verdict, confirmations }, isChosen, onChoose }: ToConfirmProps) {
  const { t } = useTranslation();
  return (
    <li className="row spread">
      <span className="tick">
        <input
          type="checkbox"
          aria-label={t('judging.include', { name: verdict.name })}
          checked={isChosen}
          onChange={({ target }) => onChoose(target.checked)}
        />
        <a href={`#${verdict.slotId}`}>{verdict.name}</a>
      </span>
      <span className="row">
        {confirmations.map(({ name, capacity }) => (
          <span key={name} className="small soft">
            {t(`judging.capacity.${capacity}`)}: {name}
          </span>
        ))}
        <OutcomeMark outcome={verdict.outcome} />
      </span>
    </li>
  );
}
