import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { useStore } from '../state/useStore.ts';
import { PressButton } from './PressButton.tsx';
import { Sound } from './Sound.tsx';

/** Browsers begin without sound, so the sound is one clear button. */
export function SoundSwitch({ live }: { live: LiveDebate }) {
  const { t } = useTranslation();
  const received = useStore(live.received);
  const [isOn, setOn] = useState(false);
  return (
    <>
      <Sound received={received} isOn={isOn} />
      <PressButton look={isOn ? 'plain' : 'main'} data-testid="sound-on" onPress={() => setOn(!isOn)}>
        {isOn ? t('watch.soundOff') : t('watch.soundOn')}
      </PressButton>
    </>
  );
}
