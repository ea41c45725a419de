import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { ActLog } from '../observer/ActLog.tsx';
import { PressButton } from '../pieces/PressButton.tsx';

type Props = { live: LiveDebate; view: DebateView; zone: string };

/** Everything that was done, read from the evidence once somebody wants to see it. */
export function Log({ live, view, zone }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stack near">
      <PressButton data-testid="log" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {t(isOpen ? 'moderator.hideLog' : 'moderator.showLog')}
      </PressButton>
      {isOpen && <ActLog live={live} view={view} zone={zone} />}
    </div>
  );
}
