import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Dialog, Heading, Input, Label, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { LiveDebate, LiveState } from '../hub/liveDebate.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useNow } from '../state/useNow.ts';
import { useServerNow } from '../state/useServerNow.ts';
import { useStore } from '../state/useStore.ts';
import { clockText } from '../state/useTimes.ts';
import '../pieces/dialog.css';
import '../pieces/chooser.css';

const thanksShownMs = 6_000;

/** ROLL-1: asks whether somebody is at this page; only who sees the number can answer. */
export function RollCallPrompt({ live }: { live: LiveDebate }) {
  const { t } = useTranslation();
  const { prompt } = useStore(live.state);
  const [isCounted, setCounted] = useState(false);
  useEffect(() => {
    if (!isCounted) return;
    const timer = setTimeout(() => setCounted(false), thanksShownMs);
    return () => clearTimeout(timer);
  }, [isCounted]);
  return (
    <>
      <ModalOverlay className="dialog-ground" isOpen={prompt !== null} isKeyboardDismissDisabled>
        <Modal className="dialog">
          <Dialog role="alertdialog" className="stack">
            <Heading slot="title">{t('candidate.rollCall.title')}</Heading>
            {prompt && (
              <Answer
                key={prompt.rollCallId}
                live={live}
                prompt={prompt}
                onCounted={() => setCounted(true)}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
      {isCounted && (
        <div className="said" role="status" data-testid="roll-call-counted">
          {t('candidate.rollCall.counted')}
        </div>
      )}
    </>
  );
}

type AnswerProps = {
  live: LiveDebate;
  prompt: NonNullable<LiveState['prompt']>;
  onCounted: () => void;
};

function Answer({ live, prompt, onCounted }: AnswerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const nowMs = useNow(useServerNow(live.clock), 500);
  const { rollCallId } = prompt;
  const answer = useMutation({
    mutationFn: () => live.request('roll-call.answer', { rollCallId, answer: typed.trim() }),
    onSuccess: ({ isRight }) => (isRight ? onCounted() : setTyped('')),
  });
  const send = (event: React.FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') answer.mutate();
  };
  return (
    <form className="stack" onSubmit={send}>
      <p>
        {t('candidate.rollCall.type')} <strong className="roll-call-number figures">{prompt.text}</strong>
      </p>
      <TextField className="field" value={typed} onChange={setTyped} maxLength={20} autoFocus>
        <Label>{t('candidate.rollCall.number')}</Label>
        <Input inputMode="numeric" autoComplete="off" />
      </TextField>
      <p role="alert">{answer.data?.isRight === false ? t('candidate.rollCall.wrong') : ''}</p>
      {answer.isError && <Trouble error={answer.error} />}
      <div className="row spread">
        <PressButton look="main" type="submit" isDisabled={answer.isPending || typed.trim() === ''}>
          {t('candidate.rollCall.here')}
        </PressButton>
        <time className="figures soft" role="timer" aria-live="off">
          {t('candidate.rollCall.left', { left: clockText(prompt.endsAtMs - nowMs) })}
        </time>
      </div>
    </form>
  );
}
