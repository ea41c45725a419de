import { useTranslation } from 'react-i18next';
import type { AttachmentCard } from '../../../server/protocol/attachments.ts';
import { useTimes } from '../../state/useTimes.ts';

/** Files that somebody brought. They are never shown here: whoever wants one downloads it. */
export function AttachmentList({ attachments }: { attachments: readonly AttachmentCard[] }) {
  const { t } = useTranslation();
  const { number } = useTimes();
  if (attachments.length === 0) return null;
  return (
    <ul className="stack near small">
      {attachments.map(({ id, fileName, bytes, sha256 }) => (
        <li key={id}>
          <a href={`/api/attachments/${id}`} download>
            {fileName}
          </a>{' '}
          <span className="soft">
            {t('judging.kilobytes', { value: number(Math.ceil(bytes / 1024)) })}{' '}
            <code title={sha256}>{sha256.slice(0, 12)}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
