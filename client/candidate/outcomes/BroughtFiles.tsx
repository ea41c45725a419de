import { useTranslation } from 'react-i18next';
import type { AttachmentCard } from '../../../server/protocol/attachments.ts';
import { PressButton } from '../../pieces/PressButton.tsx';

type Props = { files: readonly AttachmentCard[]; onLeaveOut?: (id: string) => void };

/** Files that somebody brought: each a download, never shown on a page. */
export function BroughtFiles({ files, onLeaveOut }: Props) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className="brought-files stack near small">
      {files.map(({ id, fileName }) => (
        <li key={id} className="row spread">
          <a href={`/api/attachments/${id}`} download>
            {fileName}
          </a>
          {onLeaveOut && (
            <PressButton
              look="quiet"
              aria-label={t('outcomes.leaveOut', { name: fileName })}
              onPress={() => onLeaveOut(id)}
            >
              ×
            </PressButton>
          )}
        </li>
      ))}
    </ul>
  );
}
