import { useMutation } from '@tanstack/react-query';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  type AttachmentCard,
  mediaTypes,
  mostAttachmentBytes,
} from '../../../server/protocol/attachments.ts';
import { Refusal } from '../../../server/protocol/refusals.ts';
import { bringFile } from '../../hub/bringFile.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import { Trouble } from '../../pieces/Trouble.tsx';

type Props = { isFull: boolean; onBrought: (file: AttachmentCard) => void };

/** Takes one file and sends it at once, so that the form itself is sent in a moment. */
export function BringFile({ isFull, onBrought }: Props) {
  const { t } = useTranslation();
  const bring = useMutation({ mutationFn: bringSmall, onSuccess: onBrought });
  const choose = (chosen: FileList | null) => {
    const file = chosen?.[0];
    if (file) bring.mutate(file);
  };
  return (
    <div className="stack near">
      <div className="row">
        <FileTrigger acceptedFileTypes={[...mediaTypes]} onSelect={choose}>
          <PressButton isDisabled={isFull || bring.isPending} data-testid="bring-file">
            {bring.isPending ? t('state.working') : t('outcomes.addFile')}
          </PressButton>
        </FileTrigger>
        <span className="small soft">{t('outcomes.fileLimits')}</span>
      </div>
      {bring.isError && <Trouble error={bring.error} />}
    </div>
  );
}

/** A file that the hub would refuse is not sent over a phone's line first. */
async function bringSmall(file: File): Promise<AttachmentCard> {
  if (file.size > mostAttachmentBytes) throw new Refusal('too-large');
  return bringFile(file);
}
