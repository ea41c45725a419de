import { useTranslation } from 'react-i18next';
import { producerOf } from '../hub/liveDebate.ts';
import { Picture } from '../pieces/Picture.tsx';
import { type Desk, liveStage, nameOf } from './desk.ts';
import './air.css';

type Props = { desk: Desk; next: string | null };

/** The picture as it is now, without the stream's delay: whoever has the floor large, and beneath it who comes next. */
export function OnAir({ desk, next }: Props) {
  const { t } = useTranslation();
  const floor = liveStage(desk.view)?.turn?.slotId ?? null;
  if (!floor && !next) return null;
  return (
    <section className="stack near" aria-label={t('moderator.preview')}>
      {floor && <Monitor desk={desk} slotId={floor} label={t('moderator.onAir')} isSpeaking />}
      {next && next !== floor && <Monitor desk={desk} slotId={next} label={t('moderator.mark.next')} />}
    </section>
  );
}

type MonitorProps = { desk: Desk; slotId: string; label: string; isSpeaking?: boolean };

function Monitor({ desk, slotId, label, isSpeaking = false }: MonitorProps) {
  const camera = producerOf(desk.received, slotId, 'camera');
  return (
    <div className="monitor" data-small={!isSpeaking || undefined}>
      <span className="mark" data-tone={isSpeaking ? 'live' : undefined}>
        {label}
      </span>
      <Picture
        track={camera?.track ?? null}
        producerId={camera?.producerId}
        live={desk.live}
        isLarge={isSpeaking}
        name={nameOf(desk.view, slotId)}
        isSpeaking={isSpeaking}
      />
    </div>
  );
}
