import { EndDebate } from './EndDebate.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import type { DeskState } from './useDesk.ts';

/** What is asked before an act is done: its reason, or whether it is really meant. */
export function AskedFirst({ state: { desk, asked, ask } }: { state: DeskState }) {
  const close = () => ask(null);
  if (asked && asked.kind !== 'end') {
    return <ReasonDialog desk={desk} question={asked} onChange={ask} onClose={close} />;
  }
  const end = () => desk.act({ name: 'debate.end', input: {} });
  return <EndDebate isOpen={asked?.kind === 'end'} onClose={close} onEnd={end} />;
}
