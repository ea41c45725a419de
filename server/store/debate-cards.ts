import type { DebateCard } from '../protocol/http.ts';
import type { Database } from './tables.ts';

/** Debates as the public sees them in a list; the order is the one in which they are planned. */
export function cardQuery(database: Database) {
  return database
    .selectFrom('debate')
    .innerJoin('area', 'area.id', 'debate.areaId')
    .select([
      'debate.id',
      'debate.title',
      'debate.status',
      'debate.plannedStartMs',
      'debate.plannedMs',
      'area.id as areaId',
      'area.names as areaNames',
      'area.zone as areaZone',
    ])
    .orderBy('debate.plannedStartMs')
    .orderBy('debate.id');
}

export async function debateCards(
  database: Database,
  query: ReturnType<typeof cardQuery>,
): Promise<DebateCard[]> {
  const rows = await query.execute();
  const speakers = await speakersOf(
    database,
    rows.map(({ id }) => id),
  );
  return rows.map(({ areaId, areaNames, areaZone, ...debate }) => ({
    ...debate,
    area: { id: areaId, names: areaNames, zone: areaZone },
    speakers: speakers.get(debate.id) ?? [],
    viewersNow: 0,
  }));
}

async function speakersOf(database: Database, debateIds: string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (debateIds.length === 0) return names;
  const slots = await database
    .selectFrom('slot')
    .innerJoin('candidacy', 'candidacy.id', 'slot.candidacyId')
    .select(['slot.debateId', 'candidacy.name'])
    .where('slot.debateId', 'in', debateIds)
    .orderBy('slot.position')
    .execute();
  for (const { debateId, name } of slots) names.set(debateId, [...(names.get(debateId) ?? []), name]);
  return names;
}
