import { useCallback, useState } from 'react';
import type { DebateView } from '../../server/protocol/stage.ts';
import type { NextStep } from '../../server/rules/next-step.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import { ConsoleQuestions } from '../questions/ConsoleQuestions.tsx';
import { AskedFirst } from './AskedFirst.tsx';
import { ChairNotice } from './ChairNotice.tsx';
import { stepOf } from './course.ts';
import { liveStage } from './desk.ts';
import { pressKey } from './deskKeys.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { helpKey } from './keys.ts';
import { Lobby } from './Lobby.tsx';
import { Log } from './Log.tsx';
import { takeStep } from './moves.ts';
import { PauseBand } from './PauseBand.tsx';
import { Places } from './Places.tsx';
import { Requests } from './Requests.tsx';
import { SideDesk } from './SideDesk.tsx';
import { StageCard } from './StageCard.tsx';
import { UndoToast } from './UndoToast.tsx';
import { type DeskState, useDesk } from './useDesk.ts';
import { useKeyChoice } from './useKeyChoice.ts';
import { useKeys } from './useKeys.ts';
import '../public/watch.css';
import './moderator.css';

/** `zone`: of the debate's area, by whose clocks the log tells its instants. */
type Props = { live: LiveDebate; view: DebateView; zone: string };

/** Everything a moderator needs on one screen: the running turn and the next step first, then the people. */
export function Desk({ live, view, zone }: Props) {
  const state = useDesk(live, view);
  const { desk, lead, acts, isConnected } = state;
  const step = stepOf(view, desk.nowMs);
  const help = useDeskKeys(state, step);
  const stage = liveStage(view);
  const next = step?.kind === 'give' ? step.slotId : null;
  return (
    <>
      {stage?.pause && <PauseBand desk={desk} pause={stage.pause} />}
      {lead?.isSomebodyElse && <ChairNotice desk={desk} lead={lead} isConnected={isConnected} />}
      <div className="desk">
        <div className="stack desk-main">
          <StageCard desk={desk} step={step} onNext={() => takeStep(desk, step)} error={acts.error} />
          <Lobby desk={desk} />
          {stage && <Requests desk={desk} stage={stage} />}
          <Places desk={desk} next={next} />
        </div>
        <div className="stack desk-rest">
          <ConsoleQuestions live={live} debateId={view.debateId} mayAct={desk.canAct} />
          <Log live={live} view={view} zone={zone} />
        </div>
        <SideDesk {...{ live, desk, lead, next }} onHelp={() => help.onOpenChange(true)} />
      </div>
      <AskedFirst state={state} />
      <KeyHelp {...help} />
      <UndoToast desk={desk} last={acts.last} />
    </>
  );
}

/** The keyboard of the whole console; the sign of help works also when the other keys are off. */
function useDeskKeys({ desk, acts }: DeskState, step: NextStep | null) {
  const [isOpen, setOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useKeyChoice();
  const { last } = acts;
  const press = useCallback(
    (key: string) => {
      if (key === helpKey) setOpen(true);
      else if (areKeysOn) pressKey({ desk, step, last }, key);
    },
    [desk, step, last, areKeysOn],
  );
  useKeys(press);
  return { isOpen, onOpenChange: setOpen, areKeysOn, onKeysOn: setKeysOn };
}
