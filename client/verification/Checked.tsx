import { useTranslation } from 'react-i18next';
import type { Problem } from '../../verify/core/problem.ts';
import type { Result } from '../../verify/core/verify.ts';
import { useNamed } from '../state/useNamed.ts';
import { useTimes } from '../state/useTimes.ts';
import { Counted } from './Counted.tsx';

/** Whether the file is sound, what it is about, and what its own entries give. */
export function Checked({ result }: { result: Result }) {
  const { t } = useTranslation();
  const { language } = useNamed();
  const { header, problem, isFirstKeyGiven } = result;
  return (
    <>
      {problem ? (
        <NotSound problem={problem} />
      ) : (
        <p className="said verify-said" data-testid="sound">
          {t(isFirstKeyGiven ? 'verify.sound' : 'verify.soundIfKey')}
        </p>
      )}
      {header && <h2 dir="auto">{header.title[language]}</h2>}
      {header && <Figures result={result} />}
      {result.verdicts.length > 0 && <Counted verdicts={result.verdicts} />}
    </>
  );
}

function NotSound({ problem: { code, line, sequence, detail } }: { problem: Problem }) {
  const { t } = useTranslation();
  return (
    <div className="trouble verify-said" role="alert" data-testid="not-sound">
      <div className="stack near">
        <strong>{t('verify.notSound')}</strong>
        <span className="figures">
          {sequence !== null && t('verify.atEntry', { value: sequence })}{' '}
          {line > 0 && t('verify.atLine', { value: line })}
        </span>
        <span>{t(`verify.problem.${code}`)}</span>
        <code className="small verify-code" lang="en">
          {detail}
        </code>
      </div>
    </div>
  );
}

function Figures({ result }: { result: Result }) {
  const { t } = useTranslation();
  const { number, instant } = useTimes();
  const { entries, checkpoints, receipts, signedAtMs, startedAtMs, timeStampsMs, keys, header } = result;
  const rows: [string, string][] = [
    [t('verify.debateId'), header?.debateId ?? ''],
    ...(startedAtMs === null ? [] : [[t('verify.startedAt'), instant(startedAtMs)] as [string, string]]),
    [t('verify.entries'), number(entries)],
    [t('verify.checkpoints'), number(checkpoints)],
    ...(signedAtMs === null ? [] : [[t('verify.signedAt'), instant(signedAtMs)] as [string, string]]),
    ...timeStampsMs.map((atMs): [string, string] => [t('verify.stampedAt'), instant(atMs)]),
    [t('verify.receiptsFound'), number(receipts)],
    ...keys.slice(0, 1).map(({ publicKey }): [string, string] => [t('verify.firstKey'), publicKey]),
  ];
  return (
    <dl className="verify-figures">
      {rows.map(([name, value]) => (
        <div key={`${name} ${value}`}>
          <dt className="soft">{name}</dt>
          <dd className="figures verify-code">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
