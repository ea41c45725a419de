import { useTranslation } from 'react-i18next';
import type { FormatFault } from '../../../server/rules/format-faults.ts';
import { Chooser } from '../../pieces/Chooser.tsx';
import { DurationField } from './DurationField.tsx';
import { isOptional, isQuestions, type PhaseDraft, type TimeName, timesOf } from './formatDraft.ts';
import { QuestionsField } from './QuestionsField.tsx';

type Props = {
  phase: PhaseDraft;
  faults: readonly FormatFault['code'][];
  onChange: (phase: PhaseDraft) => void;
};

/** The figures of one part: those that its kind has. */
export function PhaseFields({ phase, faults, onChange }: Props) {
  const { t } = useTranslation();
  const { kind, times, questions, unused } = phase;
  const set = (name: TimeName, text: string) => onChange({ ...phase, times: { ...times, [name]: text } });
  return (
    <>
      <div className="part-fields">
        {isQuestions(kind) && (
          <QuestionsField value={questions} onChange={(text) => onChange({ ...phase, questions: text })} />
        )}
        {timesOf[kind].map((name) => (
          <DurationField
            key={name}
            label={t(`format.time.${isOptional(kind, name) ? 'budgetIfAny' : name}`)}
            value={times[name]}
            onChange={(text) => set(name, text)}
            limits={{ isOptional: isOptional(kind, name) }}
          />
        ))}
        {kind !== 'open' && kind !== 'rebuttal' && (
          <Chooser
            label={t('format.unused')}
            options={(['lost', 'kept'] as const).map((id) => ({ id, name: t(`format.left.${id}`) }))}
            value={unused}
            onChange={(id) => onChange({ ...phase, unused: id === 'kept' ? 'kept' : 'lost' })}
          />
        )}
      </div>
      {faults.map((code) => (
        <p key={code} className="field-error">
          {t(`format.fault.${code}`)}
        </p>
      ))}
    </>
  );
}
