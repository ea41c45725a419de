import type { CaseView } from '../../../server/protocol/cases.ts';
import { ruleKey } from '../../pieces/ruleKey.ts';
import { queryClient, review as reviewQuery } from '../../state/queries.ts';
import { drawingOf } from './drawing.ts';
import type { Block, Protocol } from './protocol.ts';
import type { ProtocolWords } from './useProtocolWords.ts';

/** A case with its evidence, votes, decisions and course. */
export async function caseProtocol(view: CaseView, words: ProtocolWords): Promise<Protocol> {
  const { t, named } = words;
  const title = t('work.case', { number: view.number });
  return {
    title: `${t('exports.caseTitle')} · ${title}`,
    subtitle: [view.respondent?.name, named(view.area.names)].filter(Boolean).join(' · '),
    foot: t('exports.foot', { id: view.id }),
    blocks: [
      factsOf(view, words),
      ...(await evidenceBlocks(view, words)),
      ...votes(view, words),
      ...decisions(view, words),
      ...course(view, words),
      { kind: 'signatures', lines: view.members.filter(({ vote }) => vote !== null).map(({ name }) => name) },
    ],
  };
}

function factsOf(view: CaseView, { t, times }: ProtocolWords): Block {
  return {
    kind: 'facts',
    rows: [
      [t('exports.status'), t(`caseStatus.${view.status}`)],
      [t('exports.ground'), t(`ground.${view.ground}`)],
      [t('exports.level'), t(`caseLevel.${view.level}`)],
      [t('exports.opened'), times.instant(view.openedAtMs, view.area.zone)],
      [t('exports.quorum'), t('caseFile.quorum', { voted: view.quorum.voted, needed: view.quorum.needed })],
    ],
  };
}

async function evidenceBlocks({ evidence }: CaseView, words: ProtocolWords): Promise<Block[]> {
  if (evidence === null) return [];
  const { t } = words;
  const blocks = await Promise.all(evidence.verdicts.map((attached) => verdictBlocks(attached, words)));
  return [
    { kind: 'heading', text: t('caseFile.evidence') },
    { kind: 'text', text: t(ruleKey(evidence.rule), { rule: evidence.rule }) },
    ...blocks.flat(),
  ];
}

type Attached = NonNullable<CaseView['evidence']>['verdicts'][number];

async function verdictBlocks(attached: Attached, words: ProtocolWords): Promise<Block[]> {
  const { t, named } = words;
  const answer = await queryClient.fetchQuery(reviewQuery(attached.debateId));
  const title = `${named(answer.debate.title)}: ${t(`outcome.${attached.outcome}`)}`;
  const seen = answer.slots.find(({ slot }) => slot.id === attached.slotId);
  const drawing = seen === undefined ? null : drawingOf(answer, seen, { ...words, title });
  const standing = {
    rule: attached.ruleVersion,
    sequence: attached.evidenceSequence,
    hash: attached.evidenceHash,
  };
  return [
    drawing ?? { kind: 'heading', text: title },
    { kind: 'text', text: t('caseFile.from', standing), isSoft: true },
  ];
}

function votes({ members }: CaseView, { t }: ProtocolWords): Block[] {
  const rows = members.map(({ name, vote, conflict }) => [
    name,
    vote ? t(`voteChoice.${vote.choice}`) : conflict ? t(`conflict.${conflict}`) : t('caseFile.notVoted'),
    vote?.reason ?? '',
  ]);
  const head = (['member', 'vote', 'why'] as const).map((name) => t(`exports.column.${name}`));
  return [
    { kind: 'heading', text: t('caseFile.votes') },
    { kind: 'table', head, rows, growing: 2 },
  ];
}

function decisions({ decisions: made, area }: CaseView, { t, times }: ProtocolWords): Block[] {
  if (made.length === 0) return [];
  return [
    { kind: 'heading', text: t('caseFile.decisions') },
    ...made.flatMap((each): Block[] => [
      {
        kind: 'text',
        text: `${t('caseFile.decision', { number: each.number })} · ${t(`voteChoice.${each.choice}`)} · ${times.day(each.decidedAtMs, area.zone)}`,
      },
      ...(each.words === null ? [] : [{ kind: 'text', text: each.words } as const]),
    ]),
  ];
}

function course({ timeline, area }: CaseView, { t, times }: ProtocolWords): Block[] {
  return [
    { kind: 'heading', text: t('caseFile.course') },
    {
      kind: 'table',
      growing: 0,
      head: (['event', 'by', 'at'] as const).map((name) => t(`exports.column.${name}`)),
      rows: timeline.map(({ event, by, atMs }) => [
        t(`caseEvent.${event.kind}`),
        by ?? t('evidence.hub'),
        times.day(atMs, area.zone),
      ]),
    },
  ];
}
