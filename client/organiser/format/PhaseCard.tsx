import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormatFault } from '../../../server/rules/format-faults.ts';
import { PressButton } from '../../pieces/PressButton.tsx';
import type { PhaseDraft } from './formatDraft.ts';
import { PhaseFields } from './PhaseFields.tsx';

type Props = {
  phase: PhaseDraft;
  place: number;
  of: number;
  faults: readonly FormatFault['code'][];
  onChange: (phase: PhaseDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One part of the format being made, with the buttons that move it. */
export function PhaseCard({ phase, place, of, faults, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const titleId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside buttons
    <div role="group" aria-labelledby={titleId} className="part stack">
      <div className="row spread">
        <h3 id={titleId}>
          <span className="soft figures">{place}</span> {t(`phase.${phase.kind}`)}
        </h3>
        <div className="part-moves">
          <Move to="up" titleId={titleId} canMove={place > 1} onMove={() => onMove(-1)} />
          <Move to="down" titleId={titleId} canMove={place < of} onMove={() => onMove(1)} />
          <PressButton look="quiet" aria-describedby={titleId} onPress={onRemove}>
            {t('format.remove')}
          </PressButton>
        </div>
      </div>
      <PhaseFields phase={phase} faults={faults} onChange={onChange} />
    </div>
  );
}

type MoveProps = { to: 'up' | 'down'; titleId: string; canMove: boolean; onMove: () => void };

/** Stays reachable where it does nothing, so that the focus is not lost when a part has come to its end of the list. */
function Move({ to, titleId, canMove, onMove }: MoveProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="press press-quiet"
      aria-disabled={!canMove}
      aria-describedby={titleId}
      onClick={canMove ? onMove : undefined}
    >
      <span aria-hidden="true">{to === 'up' ? '↑' : '↓'}</span> {t(`format.${to}`)}
    </button>
  );
}
