import type { Review } from '../ReviewPage.tsx';
import { reasonFigures } from '../reasonFigures.ts';
import { drawingOf } from './drawing.ts';
import type { Block, Protocol } from './protocol.ts';
import type { ProtocolWords } from './useProtocolWords.ts';

/** Who took part in a debate, by which rule and from which evidence. */
export function attendanceProtocol(review: Review, words: ProtocolWords): Protocol {
  const { t, named, times } = words;
  const { debate } = review;
  return {
    title: t('exports.attendanceTitle'),
    subtitle: `${named(debate.title)} · ${named(debate.area.names)}`,
    foot: t('exports.foot', { id: debate.id }),
    blocks: [
      factsOf(review, words),
      { kind: 'heading', text: t('committee.verdicts') },
      {
        kind: 'table',
        growing: 0,
        head: (['name', 'outcome', 'present', 'countable', 'arrived'] as const).map((name) =>
          t(`exports.column.${name}`),
        ),
        rows: review.slots.map(({ slot, verdict }) => [
          `${slot.position}. ${slot.name}`,
          verdict ? `${t(`outcome.${verdict.outcome}`)} (${t(`verdictStatus.${verdict.status}`)})` : '–',
          verdict ? times.length(verdict.presentMs) : '–',
          verdict ? times.length(verdict.countableMs) : '–',
          verdict?.arrivedAtMs ? times.time(verdict.arrivedAtMs, debate.area.zone) : '–',
        ]),
      },
      ...review.slots.flatMap((seen) => slotBlocks(review, seen, words)),
      { kind: 'signatures', lines: [t('exports.signModerator'), t('exports.signSecond')] },
    ],
  };
}

function factsOf(review: Review, { t, times }: ProtocolWords): Block {
  const { debate, startedAtMs, endedAtMs, ruleSet, entries } = review;
  const { zone } = debate.area;
  const instant = (ms: number | null) => (ms === null ? '–' : `${times.instant(ms, zone)} (${zone})`);
  return {
    kind: 'facts',
    rows: [
      [t('exports.started'), instant(startedAtMs)],
      [t('exports.ended'), instant(endedAtMs)],
      [
        t('exports.rule'),
        t('ruleText.version', {
          version: times.number(ruleSet.version),
          day: times.day(ruleSet.validFromMs, zone),
        }),
      ],
      [t('exports.chain'), review.isChainIntact ? t('committee.chainIntact') : t('committee.chainBroken')],
      [t('exports.head'), headText(entries)],
    ],
  };
}

/** Where the chain ends; the print in two halves, so that it has room on the page. */
function headText(entries: Review['entries']): string {
  const last = entries.at(-1);
  if (last === undefined) return '–';
  const half = last.hash.length / 2;
  return `${last.sequence} · ${last.hash.slice(0, half)} ${last.hash.slice(half)}`;
}

function slotBlocks(review: Review, seen: Review['slots'][number], words: ProtocolWords): Block[] {
  const { verdict, slot } = seen;
  const title = `${slot.position}. ${slot.name}`;
  const drawing = drawingOf(review, seen, { ...words, title });
  const reasons = verdict?.reasons ?? [];
  return [
    drawing ?? { kind: 'heading', text: title },
    ...reasons.map(
      (reason): Block => ({
        kind: 'text',
        text: words.t(`reason.${reason.code}`, reasonFigures(reason, words.times)),
      }),
    ),
  ];
}
