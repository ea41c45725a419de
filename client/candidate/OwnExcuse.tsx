import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mediaTypes } from '../../server/protocol/attachments.ts';
import type { ExcuseCard } from '../../server/protocol/duties.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useExcuses } from '../state/useExcuses.ts';
import { useTimes } from '../state/useTimes.ts';

type Props = { excuse: ExcuseCard; zone: string };

/** One excuse: how it stands, what it waits for and until when. */
export function OwnExcuse({ excuse, zone }: Props) {
  const { t } = useTranslation();
  const { status, level, reason, makeUpDebateId, documents } = excuse;
  return (
    <section className="stack near own-excuse" aria-label={t('ownExcuse.title')}>
      <div className="row spread">
        <h4>{t(`ownExcuse.ground.${excuse.ground}`)}</h4>
        <span className="mark" data-tone={status === 'refused' || status === 'lapsed' ? 'alarm' : undefined}>
          {t(`ownExcuse.status.${status}`)}
        </span>
      </div>
      <ExcuseClock excuse={excuse} zone={zone} />
      {level === 'central' && <p className="small soft">{t('ownExcuse.central')}</p>}
      {reason !== null && <p>{t('ownExcuse.said', { reason })}</p>}
      {documents.length > 0 && (
        <p className="small soft">{t('ownExcuse.documents', { value: documents.length })}</p>
      )}
      {makeUpDebateId !== null && <Link to={`/debates/${makeUpDebateId}`}>{t('ownExcuse.makeUp')}</Link>}
      {(status === 'filed' || status === 'documented') && <AttachDocument excuse={excuse} zone={zone} />}
    </section>
  );
}

function ExcuseClock({ excuse: { status, decideUntilMs }, zone }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  if (status !== 'documented' || decideUntilMs === null) return null;
  return <p>{t('ownExcuse.decideBy', { at: day(decideUntilMs, zone) })}</p>;
}

function AttachDocument({ excuse, zone }: Props) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { attach } = useExcuses();
  const chosen = (files: FileList | null) => {
    const document = files?.[0];
    if (document !== undefined) attach.mutate({ excuseId: excuse.id, document });
  };
  return (
    <>
      <p className="small soft">{t('ownExcuse.attachLead', { at: day(excuse.documentUntilMs, zone) })}</p>
      {attach.error && <Trouble error={attach.error} />}
      <FileTrigger acceptedFileTypes={[...mediaTypes]} onSelect={chosen}>
        <PressButton isDisabled={attach.isPending}>{t('ownExcuse.attach')}</PressButton>
      </FileTrigger>
    </>
  );
}
