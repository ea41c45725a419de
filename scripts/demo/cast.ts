import type { Slot } from '../../server/protocol/campaign.ts';
import type { Visitor } from './visitor.ts';

/** What a candidate does in the demo's debate. */
export type Part = 'throughout' | 'cut-off' | 'late' | 'never';

export type Role = { part: Part; name: string; slotId: string; link: string };

export type Cast = {
  debateId: string;
  roles: Record<Part, Role>;
  moderatorLink: string;
};

/** By place in the lineup, which is drawn by lot: who comes late or never must not be called first. */
const placeOf: Record<Part, number> = { throughout: 1, 'cut-off': 2, late: 3, never: 4 };

/** Finds the debate that is about to begin, and invites everybody in it. */
export async function invite(organiser: Visitor): Promise<Cast> {
  const { debateId, lineup } = await nextDebate(organiser);
  const { candidacies, moderators } = await organiser.ask('organiser.desk');
  const linkFor = async (accountId: string | null | undefined): Promise<string> => {
    if (!accountId) throw new Error('somebody in the debate has no account');
    return (await organiser.ask('organiser.invite', { body: { accountId } })).link;
  };
  const role = async (part: Part): Promise<Role> => {
    const slot = lineup.find(({ position }) => position === placeOf[part]);
    if (!slot) throw new Error(`nobody stands at place ${placeOf[part]}`);
    const link = await linkFor(candidacies.find(({ id }) => id === slot.candidacyId)?.accountId);
    return { part, name: slot.name, slotId: slot.id, link };
  };
  return {
    debateId,
    roles: {
      throughout: await role('throughout'),
      'cut-off': await role('cut-off'),
      late: await role('late'),
      never: await role('never'),
    },
    moderatorLink: await linkFor(moderators[0]?.accountId),
  };
}

async function nextDebate(organiser: Visitor): Promise<{ debateId: string; lineup: Slot[] }> {
  const { debates } = await organiser.ask('debates.list');
  const next = debates.find(({ status, speakers }) => status === 'published' && speakers.length === 4);
  if (!next) throw new Error('the campaign has no coming debate of four candidates');
  const debateId = next.id;
  const { lineup } = await organiser.ask('debate.read', { params: { debateId } });
  return { debateId, lineup };
}
