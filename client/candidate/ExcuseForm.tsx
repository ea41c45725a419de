import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type ExcuseGround, excuseGrounds } from '../../server/protocol/duties.ts';
import type { Duty } from '../../server/protocol/http.ts';
import { Chooser } from '../pieces/Chooser.tsx';
import { PressButton } from '../pieces/PressButton.tsx';
import { ReasonField } from '../pieces/ReasonField.tsx';
import { Trouble } from '../pieces/Trouble.tsx';
import { useExcuses } from '../state/useExcuses.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';

const mostWords = 1000;
type Excusable = Duty['debates'][number];

/** Why somebody was not there, or will not be. Afterwards the hub says what it needs and by when. */
export function ExcuseForm({ duty, debates }: { duty: Duty; debates: readonly Excusable[] }) {
  const { t } = useTranslation();
  const { named } = useNamed();
  const { day } = useTimes();
  const { file } = useExcuses();
  const [debateId, chooseDebate] = useState(debates[0]?.id ?? '');
  const [ground, chooseGround] = useState<ExcuseGround | null>(null);
  const [words, write] = useState('');
  const debate = debates.find(({ id }) => id === debateId);
  const isReady = ground !== null && debate !== undefined && words.trim() !== '' && words.length <= mostWords;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) file.mutate({ obligationId: duty.id, debateId, ground, words });
  };
  return (
    <Form className="stack" onSubmit={submit}>
      {debates.length > 1 && (
        <Chooser
          label={t('ownExcuse.debate')}
          options={debates.map(({ id, title }) => ({ id, name: named(title) }))}
          value={debateId}
          onChange={chooseDebate}
        />
      )}
      <Chooser
        label={t('ownExcuse.why')}
        options={excuseGrounds.map((id) => ({ id, name: t(`ownExcuse.ground.${id}`) }))}
        value={ground}
        onChange={(id) => chooseGround(id as ExcuseGround)}
      />
      <p className="small soft">{t('ownExcuse.no')}</p>
      <ReasonField label={t('ownExcuse.words')} value={words} onChange={write} most={mostWords} />
      {debate && (
        <p className="small soft">
          {t('ownExcuse.until', { at: day(debate.excuseUntilMs, duty.area.zone) })}
        </p>
      )}
      {file.error && <Trouble error={file.error} />}
      <PressButton type="submit" look="main" isDisabled={!isReady || file.isPending}>
        {t('ownExcuse.file')}
      </PressButton>
    </Form>
  );
}
