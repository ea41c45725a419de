import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormatFault } from '../../../server/rules/format-faults.ts';
import { Chooser } from '../../pieces/Chooser.tsx';
import { PressButton } from '../../pieces/PressButton.tsx';
import {
  type FormatDraft,
  mostPhases,
  newPhase,
  type PhaseDraft,
  type PhaseKind,
  phaseKinds,
} from './formatDraft.ts';
import { PhaseCard } from './PhaseCard.tsx';

type Props = {
  draft: FormatDraft;
  faults: readonly FormatFault[];
  onChange: (part: Pick<FormatDraft, 'phases'> & Partial<FormatDraft>) => void;
};

/** The parts in their order: add, change, move, take out. What has moved is also said, for those who do not see it. */
export function PhaseList({ draft, faults, onChange }: Props) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const { phases, nextKey } = draft;
  const named = ({ kind }: PhaseDraft) => t(`phase.${kind}`);
  const move = (phase: PhaseDraft, from: number, by: -1 | 1) => {
    onChange({ phases: phases.toSpliced(from, 1).toSpliced(from + by, 0, phase) });
    setSaid(t('format.moved', { kind: named(phase), place: from + by + 1, of: phases.length }));
  };
  const remove = (phase: PhaseDraft) => {
    onChange({ phases: phases.filter(({ key }) => key !== phase.key) });
    setSaid(t('format.removed', { kind: named(phase) }));
    title.current?.focus();
  };
  const add = (kind: PhaseKind) => {
    const phase = newPhase(kind, nextKey);
    onChange({ phases: [...phases, phase], nextKey: nextKey + 1 });
    setSaid(t('format.added', { kind: named(phase), place: phases.length + 1 }));
  };
  return (
    <section className="stack">
      <h2 ref={title} tabIndex={-1}>
        {t('format.parts')}
      </h2>
      <ol className="stack">
        {phases.map((phase, index) => (
          <li key={phase.key}>
            <PhaseCard
              phase={phase}
              place={index + 1}
              of={phases.length}
              faults={faults.filter((fault) => fault.phase === index).map(({ code }) => code)}
              onChange={(changed) => onChange({ phases: phases.with(index, changed) })}
              onMove={(by) => move(phase, index, by)}
              onRemove={() => remove(phase)}
            />
          </li>
        ))}
      </ol>
      <p className="unseen" role="status">
        {said}
      </p>
      <AddPhase isFull={phases.length >= mostPhases} onAdd={add} />
    </section>
  );
}

function AddPhase({ isFull, onAdd }: { isFull: boolean; onAdd: (kind: PhaseKind) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<PhaseKind>('open');
  return (
    <div className="fields">
      <Chooser
        label={t('format.kind')}
        options={phaseKinds.map((id) => ({ id, name: t(`phase.${id}`) }))}
        value={kind}
        onChange={(id) => setKind(id as PhaseKind)}
      />
      <PressButton data-testid="add-part" isDisabled={isFull} onPress={() => onAdd(kind)}>
        {t('format.add')}
      </PressButton>
    </div>
  );
}
