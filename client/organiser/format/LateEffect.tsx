import { useTranslation } from 'react-i18next';
import type { Rehearsal, RehearsedTurn } from '../../../server/rules/rehearsal.ts';
import { useTimes } from '../../state/useTimes.ts';

type Props = { inTime: Rehearsal; held: Rehearsal; speaker: number };

/** What a late arrival changes, in sentences: the turns by part, the sure time, the length of the debate. */
export function LateEffect({ inTime, held, speaker }: Props) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { late } = held;
  if (!late) return null;
  const before = inTime.perSpeaker[speaker]?.guaranteedMs ?? 0;
  const isLess = late.guaranteedMs < before;
  const isShorter = late.totalChangeMs < 0;
  return (
    <div role="status" data-testid="late-effect">
      <ul className="late-effect">
        {inTime.phases.map(({ kind, fromMs }, phase) => (
          <PartEffect key={fromMs} kind={kind} turns={turnsOf(late, phase)} speaker={speaker} />
        ))}
        <li>
          {isLess
            ? t('format.late.sure', { before: length(before), after: length(late.guaranteedMs) })
            : t('format.late.sureSame', { after: length(before) })}
        </li>
        <li>
          {isShorter
            ? t('format.late.shorter', { length: length(-late.totalChangeMs) })
            : t('format.late.same')}
        </li>
      </ul>
    </div>
  );
}

type Changed = { later: RehearsedTurn[]; lost: RehearsedTurn[] };

function turnsOf({ later, lost }: NonNullable<Rehearsal['late']>, phase: number): Changed {
  const here = (places: readonly { phase: number; turn: RehearsedTurn }[]) =>
    places.filter((place) => place.phase === phase).map(({ turn }) => turn);
  return { later: here(later), lost: here(lost) };
}

type PartProps = { kind: Rehearsal['phases'][number]['kind']; turns: Changed; speaker: number };

function PartEffect({ kind, turns: { later, lost }, speaker }: PartProps) {
  const { t } = useTranslation();
  const { length, number } = useTimes();
  const part = t(`phase.${kind}`);
  const figures = (turns: readonly RehearsedTurn[]) => ({
    turns: number(turns.length),
    length: length(turns.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)),
  });
  const own = lost.filter((turn) => turn.speaker === speaker);
  const others = lost.filter((turn) => turn.speaker !== speaker);
  return (
    <>
      {later.length > 0 && <li>{t('format.late.later', { part, turns: number(later.length) })}</li>}
      {own.length > 0 && <li className="alarming">{t('format.late.lost', { part, ...figures(own) })}</li>}
      {others.length > 0 && <li>{t('format.late.lostOthers', { part, ...figures(others) })}</li>}
    </>
  );
}
