import type { z } from 'zod';
import { NewDebate } from '../../server/protocol/http.ts';
import type { RouteOutput } from '../../server/protocol/routes.ts';
import type { Names } from '../../server/protocol/words.ts';
import { instantInZone } from './instantInZone.ts';

export type DeskView = RouteOutput<'organiser.desk'>;

/** A debate while it is being filled in. `startsAt` is the area's own clock, as the field writes it. */
export type Draft = {
  title: Names;
  areaId: string | null;
  stageId: string | null;
  formatId: string | null;
  startsAt: string;
  candidacyIds: readonly string[];
  moderatorIds: readonly string[];
};

export type Change = (part: Partial<Draft>) => void;

export function emptyDraft(desk: DeskView): Draft {
  return {
    title: { kk: '', ru: '', en: '' },
    areaId: desk.areas[0]?.id ?? null,
    stageId: desk.stages[0]?.id ?? null,
    formatId: desk.formats[0]?.id ?? null,
    startsAt: '',
    candidacyIds: [],
    moderatorIds: desk.moderators.slice(0, 1).map(({ accountId }) => accountId),
  };
}

/** The debate to ask for, or null while something is missing or cannot be. */
export function finished(draft: Draft, desk: DeskView): z.infer<typeof NewDebate> | null {
  const { startsAt, ...rest } = draft;
  const zone = desk.areas.find(({ id }) => id === draft.areaId)?.zone;
  const plannedStartMs = zone ? instantInZone(startsAt, zone) : null;
  const debate = NewDebate.safeParse({ ...rest, plannedStartMs });
  return debate.success ? debate.data : null;
}
