import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { undoMs } from '../../server/rules/undo.ts';
import type { LiveDebate } from '../hub/liveDebate.ts';
import type { Command } from '../state/useCommand.ts';
import { isUndoable, type UndoableCommand } from './undoable.ts';

/** What was done last from this page, until it is too late to take it back; `undone`: it was. */
export type LastAct = { what: UndoableCommand | 'undone'; untilMs: number };

export type Acts = {
  act: (...commands: Command[]) => void;
  last: LastAct | null;
  error: Error | null;
};

/** What this page asks of the debate. The same again, before the first has its answer, is one press too many. */
export function useActs(live: LiveDebate): Acts {
  const [last, setLast] = useState<LastAct | null>(null);
  const underWay = useRef(new Set<string>());
  const { mutate, error } = useMutation({
    mutationFn: async (commands: readonly Command[]) => {
      for (const { name, input } of commands) await live.request(name, input);
    },
    onMutate: () => ({ isLive: live.state.get().view?.stage.status === 'live', atMs: live.clock.nowMs() }),
    onSuccess: (_, commands, { isLive, atMs }) =>
      setLast(isLive ? lastOf(commands, atMs, live.clock.nowMs()) : null),
    onSettled: (_, __, commands) => underWay.current.delete(JSON.stringify(commands)),
  });
  const act = useCallback(
    (...commands: Command[]) => {
      const key = JSON.stringify(commands);
      if (commands.length === 0 || underWay.current.has(key)) return;
      underWay.current.add(key);
      mutate(commands);
    },
    [mutate],
  );
  return { act, last, error };
}

function lastOf(commands: readonly Command[], atMs: number, nowMs: number): LastAct | null {
  const [command, ...more] = commands;
  if (command?.name === 'act.undo') return { what: 'undone', untilMs: nowMs + undoMs };
  return command && more.length === 0 && isUndoable(command)
    ? { what: command, untilMs: atMs + undoMs }
    : null;
}
