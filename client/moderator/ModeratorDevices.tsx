import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { OwnTracks } from '../media/debateMedia.ts';
import { type Choice, rememberedChoice } from '../media/devices.ts';
import { LevelMeter } from '../pieces/LevelMeter.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { Sound } from '../pieces/Sound.tsx';
import { useOwnDevices } from '../state/useOwnDevices.ts';
import { usePublish } from '../state/usePublish.ts';
import { useStore } from '../state/useStore.ts';

const nothing: OwnTracks = { camera: null, microphone: null };

/** Hearing the debate, and being heard and seen in it: both only when the moderator asks for it. */
export function ModeratorDevices({ live }: { live: LiveDebate }) {
  const { t } = useTranslation();
  const received = useStore(live.received);
  const [isSoundOn, setSoundOn] = useState(false);
  const [choice, setChoice] = useState<Choice | null>(null);
  const devices = useOwnDevices(choice);
  const tracks = choice && devices.is === 'open' ? devices.tracks : nothing;
  usePublish(live, tracks);
  return (
    <section className="card stack" aria-label={t('moderator.devices')}>
      <Sound received={received} isOn={isSoundOn} />
      <PressButton onPress={() => setSoundOn(!isSoundOn)}>
        {isSoundOn ? t('watch.soundOff') : t('watch.soundOn')}
      </PressButton>
      <PressButton onPress={() => setChoice(choice ? null : rememberedChoice())}>
        {choice ? t('moderator.leaveStage') : t('moderator.joinStage')}
      </PressButton>
      {choice && devices.is === 'refused' && (
        <p className="trouble" role="alert">
          {t('device.none')}
        </p>
      )}
      {tracks.microphone && <LevelMeter track={tracks.microphone} label={t('device.level')} />}
    </section>
  );
}
