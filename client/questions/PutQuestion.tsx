import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { longestQuestion, plainLine, QuestionText } from '../../server/protocol/questions.ts';
import { api } from '../hub/api.ts';
import { withPass } from '../hub/viewerPass.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useNamed } from '../state/useNamed.ts';
import { QuestionTrouble } from './QuestionTrouble.tsx';
import { rememberVote } from './votedHere.ts';
import '../pieces/chooser.css';

type Props = { debateId: string; onSaid: (said: string) => void };

/** Where a viewer writes a question. What the hub would take out of it is not counted here either. */
export function PutQuestion({ debateId, onSaid }: Props) {
  const { t } = useTranslation();
  const { language } = useNamed();
  const [text, setText] = useState('');
  const put = useMutation({
    mutationFn: () =>
      withPass((pass) => api('question.put', { params: { debateId }, body: { pass, text, language } })),
    onSuccess: ({ questionId, isNew }) => {
      rememberVote(questionId);
      setText('');
      onSaid(isNew ? t('questions.sent') : t('questions.same'));
    },
  });
  const isReady = QuestionText.safeParse(text).success && !put.isPending;
  const left = longestQuestion - plainLine(text).length;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) put.mutate();
  };
  return (
    <form className="stack" onSubmit={send}>
      <TextField className="field" value={text} onChange={setText} isInvalid={left < 0}>
        <Label>{t('questions.yours')}</Label>
        <TextArea rows={3} lang={language} data-testid="question-text" />
        <Text slot="description" className="small soft figures">
          {left < 0 ? t('questions.tooLong', { value: -left }) : t('questions.length', { value: left })}
        </Text>
      </TextField>
      {put.isError && <QuestionTrouble error={put.error} />}
      <div className="row">
        <PressButton type="submit" isDisabled={!isReady} data-testid="question-send">
          {put.isPending ? t('state.working') : t('questions.send')}
        </PressButton>
        <span className="small soft">{t('questions.limits')}</span>
      </div>
    </form>
  );
}
