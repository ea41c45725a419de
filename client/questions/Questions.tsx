import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DebateDetail } from '../../server/protocol/http.ts';
import type { QuestionList as List } from '../../server/protocol/questions.ts';
import { Asked } from '../pieces/Asked.tsx';
import { Nothing } from '../pieces/Nothing.tsx';
import { useTimes } from '../state/useTimes.ts';
import { PutQuestion } from './PutQuestion.tsx';
import { QuestionList } from './QuestionList.tsx';
import { QuestionTrouble } from './QuestionTrouble.tsx';
import { questions } from './questionQueries.ts';
import './questions.css';

const without: readonly DebateDetail['status'][] = ['draft', 'postponed', 'cancelled'];
const over: readonly DebateDetail['status'][] = ['ended', 'final', 'failed'];

/** The public's questions of one debate: putting one, voting, and what became of each. */
export function Questions({ detail }: { detail: DebateDetail }) {
  const { t } = useTranslation();
  const hasQuestions = !without.includes(detail.status);
  const query = useQuery({ ...questions(detail.id), enabled: hasQuestions });
  const isOver = over.includes(detail.status);
  if (!hasQuestions || (isOver && !query.data?.questions.length)) return null;
  return (
    <section className="card stack" aria-labelledby="questions-title">
      <h2 id="questions-title">{t('questions.title')}</h2>
      <Asked query={query}>{(list) => <Told list={list} detail={detail} isOver={isOver} />}</Asked>
    </section>
  );
}

function Told({ list, detail, isOver }: { list: List; detail: DebateDetail; isOver: boolean }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState<unknown>(null);
  const onSaid = (words: string) => {
    setTrouble(null);
    setSaid(words);
  };
  const onTrouble = (error: unknown) => {
    setSaid('');
    setTrouble(error);
  };
  const { isOpen } = list;
  return (
    <>
      {!isOver && <Invitation list={list} detail={detail} onSaid={onSaid} />}
      <p role="status" className={said === '' ? 'unseen' : 'said'}>
        {said}
      </p>
      {trouble !== null && <QuestionTrouble error={trouble} />}
      {list.questions.length === 0 ? (
        <Nothing>{t('questions.none')}</Nothing>
      ) : (
        <QuestionList debateId={detail.id} questions={list.questions} {...{ isOpen, onSaid, onTrouble }} />
      )}
    </>
  );
}

type InvitationProps = { list: List; detail: DebateDetail; onSaid: (said: string) => void };

function Invitation({ list, detail, onSaid }: InvitationProps) {
  const { t } = useTranslation();
  const { instant } = useTimes();
  if (!list.isOpen)
    return (
      <p className="soft">{t('questions.opensAt', { at: instant(list.opensAtMs, detail.area.zone) })}</p>
    );
  return (
    <>
      <p className="soft">{t('questions.lead')}</p>
      <PutQuestion debateId={detail.id} onSaid={onSaid} />
    </>
  );
}
