import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import type { Equipment } from './equipment.ts';
import { useLineAdvice } from './useLineAdvice.ts';
import '../pieces/states.css';

type Props = { live: LiveDebate; equipment: Equipment };

/** A poor network is left to the voice: offered first, and done when it stays poor. The picture comes back by hand. */
export function PoorLine({ live, equipment }: Props) {
  const { t } = useTranslation();
  const { choice, choose } = equipment;
  const { isSoundOnly } = choice;
  const [isByItself, setByItself] = useState(false);
  const advice = useLineAdvice(live, !isSoundOnly);
  const change = (next: { isSoundOnly: boolean; isByItself: boolean }) => {
    setByItself(next.isByItself);
    choose({ ...choice, isSoundOnly: next.isSoundOnly });
  };
  useEffect(() => live.media.receivePictures(!isSoundOnly), [live, isSoundOnly]);
  useEffect(() => {
    if (advice === 'leave' && !isSoundOnly) change({ isSoundOnly: true, isByItself: true });
  });
  if (isSoundOnly)
    return (
      <Offer
        says={isByItself ? t('candidate.line.left') : t('candidate.line.soundOnly')}
        does={t('candidate.line.cameraOn')}
        onPress={() => change({ isSoundOnly: false, isByItself: false })}
      />
    );
  if (advice === 'keep') return null;
  return (
    <Offer
      says={t('candidate.line.poor')}
      does={t('candidate.line.cameraOff')}
      onPress={() => change({ isSoundOnly: true, isByItself: false })}
    />
  );
}

type OfferProps = { says: string; does: string; onPress: () => void };

function Offer({ says, does, onPress }: OfferProps) {
  return (
    <div className="said" role="status" data-testid="poor-line">
      <p>{says}</p>
      <PressButton onPress={onPress}>{does}</PressButton>
    </div>
  );
}
