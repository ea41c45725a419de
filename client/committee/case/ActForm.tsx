import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePreparation, CaseRuling, CaseView, CommitteeAct } from '../../../server/protocol/cases.ts';
import { Choice } from '../../pieces/Choice.tsx';
import { Chooser } from '../../pieces/Chooser.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import { ReasonField } from '../../pieces/ReasonField.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { caseList } from '../../state/committeeQueries.ts';
import { ableMembers, commandOf, isRuling, needsOf, nothingWritten, type Written } from './acts.ts';

type Props = {
  act: CommitteeAct;
  view: CaseView;
  sending: { isPending: boolean; isError: boolean; error: unknown };
  onSend: (command: CasePreparation | CaseRuling) => void;
};

/** What an act needs, and the way to send it. One id stands for one wish, however often it is sent. */
export function ActForm({ act, view, sending, onSend }: Props) {
  const { t } = useTranslation();
  const [written, write] = useState<Written>(nothingWritten);
  const [commandId] = useState(() => crypto.randomUUID());
  const { needs, most } = needsOf[act];
  const command = commandOf(act, written, commandId);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (command !== null) onSend(command);
  };
  return (
    <form className="stack reasoned" onSubmit={send}>
      <p className="soft">{t(`caseAct.means.${act}`)}</p>
      {needs.includes('choice') && (
        <Choice
          label={t('caseAct.choice')}
          options={view.choices.map((id) => ({ id, name: t(`voteChoice.${id}`) }))}
          value={written.choice}
          onChange={(choice) => write({ ...written, choice })}
        />
      )}
      {needs.includes('member') && (
        <Chooser
          label={t('caseAct.member')}
          options={ableMembers(view).map(({ accountId, name }) => ({ id: accountId, name }))}
          value={written.memberId}
          onChange={(memberId) => write({ ...written, memberId })}
        />
      )}
      {needs.includes('duplicate') && (
        <OtherCase
          view={view}
          value={written.duplicateOf}
          onChange={(duplicateOf) => write({ ...written, duplicateOf })}
        />
      )}
      {needs.includes('text') && (
        <ReasonField
          label={t(`caseAct.words.${textLabel(act)}`)}
          value={written.text}
          onChange={(text) => write({ ...written, text })}
          most={most}
        />
      )}
      {sending.isError && <Trouble error={sending.error} />}
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={command === null || sending.isPending}>
          {sending.isPending ? t('state.working') : t('caseAct.send')}
        </PressButton>
        {isRuling(act) && <span className="small soft">{t('judging.fresh')}</span>}
      </div>
    </form>
  );
}

function textLabel(act: CommitteeAct): 'ask' | 'publish' | 'reason' {
  return act === 'ask' || act === 'publish' ? act : 'reason';
}

type OtherProps = { view: CaseView; value: string | null; onChange: (id: string) => void };

/** The case in which the same is decided already. */
function OtherCase({ view, value, onChange }: OtherProps) {
  const { t } = useTranslation();
  const { data } = useQuery(caseList);
  const others = (data?.cases ?? []).filter(({ id }) => id !== view.id);
  return (
    <Chooser
      label={t('caseAct.other')}
      options={others.map(({ id, number, respondent }) => ({
        id,
        name: `${t('work.case', { number })} ${respondent?.name ?? ''}`,
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
