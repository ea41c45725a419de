import { useEffect, useRef } from 'react';
import type { Judgement, WaitingQuestion } from '../../server/protocol/questions.ts';
import { WaitingItem } from './WaitingItem.tsx';

type Props = {
  waiting: readonly WaitingQuestion[];
  onJudge: (question: WaitingQuestion, judgement: Judgement) => void;
};

/** The oldest first. When one is decided and goes, the keyboard stands at the next. */
export function WaitingList({ waiting, onJudge }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const decidedAt = useRef<number | null>(null);
  const ids = waiting.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list has changed when its ids have
  useEffect(() => {
    if (decidedAt.current === null) return;
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-testid="question-admit"]') ?? [];
    buttons[Math.min(decidedAt.current, buttons.length - 1)]?.focus();
    decidedAt.current = null;
  }, [ids]);
  return (
    <ol className="questions" ref={list}>
      {waiting.map((question, place) => (
        <WaitingItem
          key={question.id}
          question={question}
          onJudge={(judgement) => {
            decidedAt.current = place;
            onJudge(question, judgement);
          }}
        />
      ))}
    </ol>
  );
}
