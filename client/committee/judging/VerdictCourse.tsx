import { useTranslation } from 'react-i18next';
import type { VerdictFile } from '../../../server/protocol/judgements.ts';
import { useTimes } from '../../state/useTimes.ts';
import { ObjectionPart } from './ObjectionPart.tsx';
import { RulePartial } from './RulePartial.tsx';
import { Said } from './Said.tsx';

/** What people did about a verdict so far, and what the reader may still do about it. */
export function VerdictCourse({ file }: { file: VerdictFile }) {
  const { t } = useTranslation();
  const { day } = useTimes();
  const { zone } = file.debate;
  return (
    <div className="stack">
      {file.origin !== 'evidence' && <p className="small">{t(`judging.origin.${file.origin}`)}</p>}
      {file.confirmations.length > 0 && (
        <ul className="small soft">
          {file.confirmations.map(({ name, capacity, atMs }) => (
            <li key={name}>
              {t('judging.confirmedBy', {
                name,
                capacity: t(`judging.capacity.${capacity}`),
                at: day(atMs, zone),
              })}
            </li>
          ))}
        </ul>
      )}
      {file.partialRulings.map(({ name, ruling, reason, atMs }) => (
        <Said key={name} who={name} what={t(`judging.partial.${ruling}`)} {...{ reason, atMs, zone }} />
      ))}
      {file.may.includes('rule-partial') && <RulePartial verdictId={file.verdict.id} />}
      {file.objection && <ObjectionPart file={file} objection={file.objection} />}
    </div>
  );
}
