import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../server/protocol/refusals.ts';
import { api } from '../hub/api.ts';
import { withPass } from '../hub/viewerPass.ts';
import { PressButton } from '../pieces/PressButton.tsx';
import { useStore } from '../state/useStore.ts';
import { showVotes } from './questionQueries.ts';
import { rememberVote, votedHere } from './votedHere.ts';

type Props = {
  debateId: string;
  questionId: string;
  /** Where the question's text stands, so that the button can be told from the others by ear. */
  textId: string;
  onSaid: (said: string) => void;
  onTrouble: (error: unknown) => void;
};

/** One vote, which cannot be taken back. The button stays where it is, so that the keyboard does not lose its place. */
export function VoteButton({ debateId, questionId, textId, onSaid, onTrouble }: Props) {
  const { t } = useTranslation();
  const isVoted = useStore(votedHere).includes(questionId);
  const vote = useMutation({
    mutationFn: () =>
      withPass((pass) => api('question.vote', { params: { debateId, questionId }, body: { pass } })),
    onSuccess: ({ votes }) => {
      rememberVote(questionId);
      showVotes(debateId, questionId, votes);
      onSaid(t('questions.voteCounted'));
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === 'already-voted') rememberVote(questionId);
      onTrouble(error);
    },
  });
  const press = () => {
    if (isVoted) onSaid(t('refusal.already-voted'));
    else if (!vote.isPending) vote.mutate();
  };
  const wordId = `vote-${questionId}`;
  return (
    <PressButton
      aria-pressed={isVoted}
      aria-labelledby={`${wordId} ${textId}`}
      data-testid="question-vote"
      onPress={press}
    >
      <span id={wordId}>{isVoted ? `✓ ${t('questions.voted')}` : t('questions.vote')}</span>
    </PressButton>
  );
}
