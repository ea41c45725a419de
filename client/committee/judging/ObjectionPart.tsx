import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Correction, type ObjectionRuling, type VerdictFile } from '../../../server/protocol/judgements.ts';
import { api } from '../../hub/api.ts';
import { queryClient } from '../../state/queries.ts';
import { DueClock } from '../worklist/DueClock.tsx';
import { AttachmentList } from './AttachmentList.tsx';
import { ReasonedForm } from './ReasonedForm.tsx';
import { Said } from './Said.tsx';

type Props = { file: VerdictFile; objection: NonNullable<VerdictFile['objection']> };

/** What the candidate objects, with the files they brought, and what officials made of it. */
export function ObjectionPart({ file, objection }: Props) {
  const { t } = useTranslation();
  const { zone } = file.debate;
  const words = useRulingWords();
  return (
    <section className="stack">
      <Said
        who={t('judging.objectionOf', { name: file.verdict.name })}
        what={<AttachmentList attachments={objection.attachments} />}
        reason={objection.statement}
        atMs={objection.madeAtMs}
        zone={zone}
      />
      {objection.rulings.map(({ name, ruling, reason, atMs }) => (
        <Said key={name} who={name} what={words(ruling)} {...{ reason, atMs, zone }} />
      ))}
      {objection.end !== null && <p>{t(`judging.end.${objection.end.cause}`)}</p>}
      {file.may.includes('rule-objection') && (
        <>
          <DueClock dueAtMs={objection.decideUntilMs} stoppedWithMs={null} zone={zone} />
          <RuleObjection file={file} />
        </>
      )}
    </section>
  );
}

function RuleObjection({ file }: { file: VerdictFile }) {
  const { t } = useTranslation();
  const words = useRulingWords();
  const rule = useMutation({
    mutationFn: (body: { ruling: ObjectionRuling; reason: string }) =>
      api('judgements.ruleObjection', { params: { verdictId: file.verdict.id }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['committee'] }),
  });
  const corrections = Correction.options.filter((outcome) => file.corrections.includes(outcome));
  const rulings: ObjectionRuling[] = [...corrections, 'dismissed'];
  return (
    <ReasonedForm
      label={t('judging.objectionAsk')}
      options={rulings.map((id) => ({ id, name: words(id) }))}
      most={1000}
      submit={t('judging.decide')}
      sending={rule}
      onSend={(ruling, reason) => rule.mutate({ ruling, reason })}
    />
  );
}

function useRulingWords(): (ruling: ObjectionRuling) => string {
  const { t } = useTranslation();
  return (ruling) =>
    ruling === 'dismissed'
      ? t('judging.dismissed')
      : t('judging.upheldTo', { outcome: t(`outcome.${ruling}`) });
}
