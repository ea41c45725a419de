import { useTranslation } from 'react-i18next';
import type { Late, Rehearsal } from '../../../server/rules/rehearsal.ts';
import { useTimes } from '../../state/useTimes.ts';

const width = 1000;
const rowHeight = 10;

/** Who speaks when: a row for each speaker, a block for each turn, the parts above them by their numbers. */
export function RehearsalDrawing({ rehearsal, late }: { rehearsal: Rehearsal; late: Late | null }) {
  const { t } = useTranslation();
  const { length } = useTimes();
  const { phases, perSpeaker, totalMs } = rehearsal;
  const speakers = perSpeaker.length;
  const hasQuestions = phases.some(({ kind }) => kind === 'each-asks-each');
  return (
    <div className="drawing" style={{ '--rows': speakers } as React.CSSProperties}>
      <div className="drawing-band figures" aria-hidden="true">
        {phases.map(({ fromMs, toMs }, phase) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its index
          <span key={phase} style={{ flexGrow: toMs - fromMs }}>
            {phase + 1}
          </span>
        ))}
      </div>
      <ol className="drawing-places small soft figures" aria-hidden="true">
        {perSpeaker.map((_, speaker) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a speaker is a place in the lineup
          <li key={speaker}>{speaker + 1}</li>
        ))}
      </ol>
      <svg
        viewBox={`0 0 ${width} ${speakers * rowHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('format.drawn', { speakers, length: length(totalMs) })}
      >
        <Rows speakers={speakers} />
        {late && <Away late={late} totalMs={totalMs} />}
        <Turns rehearsal={rehearsal} />
        {phases.slice(1).map(({ fromMs }, phase) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its index
          <rect key={phase} className="drawing-edge" {...span(fromMs, fromMs, totalMs)} y={0} height="100%" />
        ))}
      </svg>
      <ul className="drawing-legend small soft" aria-hidden="true">
        <li data-kind="speech">{t('format.turn.speech')}</li>
        {hasQuestions && <li data-kind="question">{t('format.turn.question')}</li>}
        {late && <li data-kind="away">{t('format.away')}</li>}
      </ul>
    </div>
  );
}

function Rows({ speakers }: { speakers: number }) {
  const rows = Array.from({ length: speakers }, (_, speaker) => speaker);
  return rows.map((speaker) => (
    <rect key={speaker} className="drawing-row" x={0} width={width} {...row(speaker)} />
  ));
}

function Turns({ rehearsal: { phases, totalMs } }: { rehearsal: Rehearsal }) {
  return phases
    .flatMap(({ turns }) => turns)
    .map(({ speaker, kind, fromMs, toMs }) => (
      <rect
        key={fromMs}
        className="drawing-turn"
        data-kind={kind}
        {...span(fromMs, toMs, totalMs)}
        {...row(speaker)}
      />
    ));
}

function Away({ late: { speaker, arrivesAtMs }, totalMs }: { late: Late; totalMs: number }) {
  return (
    <rect className="drawing-away" {...span(0, Math.min(arrivesAtMs, totalMs), totalMs)} {...row(speaker)} />
  );
}

function row(speaker: number) {
  return { y: speaker * rowHeight + 1, height: rowHeight - 2 };
}

function span(fromMs: number, toMs: number, totalMs: number) {
  const at = (ms: number) => (ms / Math.max(1, totalMs)) * width;
  return { x: at(fromMs), width: Math.max(1.5, at(toMs) - at(fromMs)) };
}
