import { useTranslation } from 'react-i18next';
import { usedMs } from '../../server/rules/speaking.ts';
import { clockText } from '../state/useTimes.ts';
import type { Desk } from './desk.ts';

/** How long a candidate has had the floor, and how long of it a voice was heard. */
export function PlaceTimes({ desk: { view, nowMs }, slotId }: { desk: Desk; slotId: string }) {
  const { t } = useTranslation();
  if (view.stage.status === 'lobby') return null;
  const floor = clockText(usedMs(view.stage, slotId, nowMs));
  const voice = clockText(view.voice.voiceMs[slotId] ?? 0);
  return <p className="small soft figures place-times">{t('moderator.times', { floor, voice })}</p>;
}
