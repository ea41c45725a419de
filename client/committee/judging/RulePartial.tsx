import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PartialRuling } from '../../../server/protocol/judgements.ts';
import { api } from '../../hub/api.ts';
import { queryClient } from '../../state/queries.ts';
import { ReasonedForm } from './ReasonedForm.tsx';

/** Whether a part was enough: two members must say the same. */
export function RulePartial({ verdictId }: { verdictId: string }) {
  const { t } = useTranslation();
  const rule = useMutation({
    mutationFn: (body: { ruling: PartialRuling; reason: string }) =>
      api('judgements.rulePartial', { params: { verdictId }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['committee'] }),
  });
  return (
    <ReasonedForm
      label={t('judging.partialAsk')}
      options={PartialRuling.options.map((id) => ({ id, name: t(`judging.partial.${id}`) }))}
      most={1000}
      submit={t('judging.decide')}
      sending={rule}
      onSend={(ruling, reason) => rule.mutate({ ruling, reason })}
    />
  );
}
