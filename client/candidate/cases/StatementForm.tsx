import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentCard } from '../../../server/protocol/attachments.ts';
import { CaseStatement } from '../../../server/protocol/cases.ts';
import { api } from '../../hub/api.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { ReasonField } from '../../pieces/ReasonField.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { queryClient } from '../../state/queries.ts';
import { BringFile } from '../outcomes/BringFile.tsx';
import { BroughtFiles } from '../outcomes/BroughtFiles.tsx';
import { ownCases } from './ownCaseQueries.ts';

type Props = { caseId: string; act: 'answer' | 'appeal'; lead: string };

const mostFiles = 5;

/** An answer or an appeal in the person's own words, with files that show it. One id stands for one wish. */
export function StatementForm({ caseId, act, lead }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly AttachmentCard[]>([]);
  const [commandId] = useState(() => crypto.randomUUID());
  const statement = CaseStatement.safeParse({ commandId, text, attachmentIds: files.map(({ id }) => id) });
  const state = useMutation({
    mutationFn: (body: CaseStatement) => api(`own-case.${act}`, { params: { caseId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownCases.queryKey }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (statement.success) state.mutate(statement.data);
  };
  return (
    <form className="stack own-statement" onSubmit={send}>
      <p>{lead}</p>
      <ReasonField label={t(`ownCases.${act}`)} value={text} onChange={setText} most={6000} rows={5} />
      <BroughtFiles files={files} onLeaveOut={(left) => setFiles(files.filter(({ id }) => id !== left))} />
      <BringFile
        isFull={files.length >= mostFiles}
        onBrought={(file) => setFiles([...files.filter(({ id }) => id !== file.id), file])}
      />
      {state.isError && <Trouble error={state.error} />}
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={!statement.success || state.isPending}>
          {state.isPending
            ? t('state.working')
            : t(act === 'answer' ? 'ownCases.sendAnswer' : 'ownCases.sendAppeal')}
        </PressButton>
      </div>
    </form>
  );
}
