import { useDeferredValue, useEffect, useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from '../../../server/protocol/campaign.ts';
import { faultsOf } from '../../../server/rules/format-faults.ts';
import { TitleFields } from '../TitleFields.tsx';
import { ClockFields } from './ClockFields.tsx';
import { draftOf, type FormatDraft, rulesIn } from './formatDraft.ts';
import { PhaseList } from './PhaseList.tsx';
import { Simulation } from './Simulation.tsx';
import { StoreFormat } from './StoreFormat.tsx';

type Props = { from: Format; onStored: (format: Format) => void; onDiscard: () => void };

/** `whole`: the draft as it last was when nothing in it was missing. The simulation shows that one. */
type Editing = { draft: FormatDraft; whole: Format };

function edited({ draft, whole }: Editing, part: Partial<FormatDraft>): Editing {
  const next = { ...draft, ...part };
  const rules = rulesIn(next);
  return { draft: next, whole: rules ? { ...rules, names: next.title } : whole };
}

/** A new format on one side, and on the other what it means for the people in a debate. */
export function FormatEditor({ from, onStored, onDiscard }: Props) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  const [{ draft, whole }, change] = useReducer(edited, from, () => ({ draft: draftOf(from), whole: from }));
  const simulated = useDeferredValue(whole);
  const rules = rulesIn(draft);
  const faults = rules ? faultsOf({ ...rules, names: draft.title }) : [];
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="editor">
      <div className="stack far card">
        <div className="stack">
          <h2 ref={title} tabIndex={-1}>
            {t('format.new')}
          </h2>
          <TitleFields title={draft.title} onChange={change} />
        </div>
        <PhaseList draft={draft} faults={faults} onChange={change} />
        <ClockFields draft={draft} onChange={change} />
        <StoreFormat
          rules={rules}
          title={draft.title}
          faults={faults}
          onStored={onStored}
          onDiscard={onDiscard}
        />
      </div>
      <Simulation format={simulated} isStale={rules === null} />
    </section>
  );
}
