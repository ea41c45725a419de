import { useTranslation } from 'react-i18next';
import type { Phase } from '../../server/protocol/campaign.ts';
import { useTimes } from './useTimes.ts';

/** What a part gives to each, in a few words: “3 min each”, “question 30 s, answer 1 min”. */
export function usePhaseTimes(): (phase: Phase) => string {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  return (phase) => {
    switch (phase.kind) {
      case 'each-asks-each':
        return t('phase.asked', { question: length(phase.questionMs), answer: length(phase.answerMs) });
      case 'moderator-questions':
      case 'public-questions':
        return t('phase.answers', { questions: number(phase.questions), length: length(phase.turnMs) });
      case 'rebuttal':
        return t('phase.budget', { length: length(phase.budgetMs) });
      case 'open':
        return phase.budgetMs === undefined
          ? length(phase.totalMs)
          : t('phase.openBudget', { total: length(phase.totalMs), budget: length(phase.budgetMs) });
      default:
        return t('phase.each', { length: length(phase.turnMs) });
    }
  };
}
