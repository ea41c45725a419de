import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AttachmentCard } from '../../../server/protocol/attachments.ts';
import { NewObjection } from '../../../server/protocol/judgements.ts';
import { api } from '../../hub/api.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';
import { ownOutcomes, queryClient } from '../../state/queries.ts';
import { useNamed } from '../../state/useNamed.ts';
import { BringFile } from './BringFile.tsx';
import { BroughtFiles } from './BroughtFiles.tsx';
import '../../pieces/chooser.css';

type Props = { verdictId: string; until: string; onClose: () => void };

/** Where a candidate says what is wrong with an outcome, with files that show it. It is sent once. */
export function ObjectForm({ verdictId, until, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useNamed();
  const [statement, setStatement] = useState('');
  const [files, setFiles] = useState<readonly AttachmentCard[]>([]);
  const body = { statement, attachmentIds: files.map(({ id }) => id) };
  const object = useMutation({
    mutationFn: () => api('judgements.object', { params: { verdictId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownOutcomes.queryKey }),
  });
  const isReady = NewObjection.safeParse(body).success && !object.isPending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) object.mutate();
  };
  const take = (file: AttachmentCard) => setFiles([...files.filter(({ id }) => id !== file.id), file]);
  return (
    <form className="stack" onSubmit={send}>
      <p className="small soft">{t('outcomes.objectMeans', { until })}</p>
      <TextField className="field" value={statement} onChange={setStatement} isRequired>
        <Label>{t('outcomes.statement')}</Label>
        <TextArea rows={5} lang={language} maxLength={4000} data-testid="objection-statement" />
      </TextField>
      <BroughtFiles files={files} onLeaveOut={(left) => setFiles(files.filter(({ id }) => id !== left))} />
      <BringFile isFull={files.length >= 5} onBrought={take} />
      {object.isError && <Trouble error={object.error} />}
      <div className="row">
        <PressButton look="main" type="submit" isDisabled={!isReady} data-testid="objection-send">
          {object.isPending ? t('state.working') : t('outcomes.send')}
        </PressButton>
        <PressButton look="quiet" onPress={onClose}>
          {t('outcomes.cancel')}
        </PressButton>
      </div>
    </form>
  );
}
