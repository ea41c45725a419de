import type { Format } from '../protocol/campaign.ts';
import { Refusal } from '../protocol/refusals.ts';
import type { Database } from './tables.ts';

type StoredFormat = Format & { id: string };

export type FormatStore = {
  /** A campaign's formats in the order they were stored. */
  list(campaignId: string): Promise<StoredFormat[]>;
  /** One of this campaign's, or `not-found`. */
  read(campaignId: string, formatId: string): Promise<Format>;
  /** Stores one more and resolves to its id; `limit-reached` when there are too many. None is ever changed. */
  create(campaignId: string, format: Format): Promise<string>;
};

const mostOfOneCampaign = 200;

export function formatStore(database: Database): FormatStore {
  return {
    list: async (campaignId) => {
      const rows = await rowsOf(database, campaignId).select('id').orderBy('position').execute();
      return rows.map(({ id, ...row }) => ({ id, ...formatOf(row) }));
    },
    read: async (campaignId, formatId) =>
      formatOf(
        await rowsOf(database, campaignId)
          .where('id', '=', formatId)
          .executeTakeFirstOrThrow(() => new Refusal('not-found', 'format')),
      ),
    create: (campaignId, format) => create(database, campaignId, format),
  };
}

const rowsOf = (database: Database, campaignId: string) =>
  database.selectFrom('format').select(['names', 'phases', 'clock']).where('campaignId', '=', campaignId);

type FormatRow = Pick<Format, 'names' | 'phases'> & { clock: Omit<Format, 'names' | 'phases'> };

function formatOf({ names, phases, clock }: FormatRow): Format {
  return { names, phases, ...clock };
}

async function create(database: Database, campaignId: string, format: Format): Promise<string> {
  const { names, phases, ...clock } = format;
  const { count } = await database
    .selectFrom('format')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('campaignId', '=', campaignId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostOfOneCampaign) throw new Refusal('limit-reached', 'formats');
  const { id } = await database
    .insertInto('format')
    .values({
      campaignId,
      names: JSON.stringify(names),
      phases: JSON.stringify(phases),
      clock: JSON.stringify(clock),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
