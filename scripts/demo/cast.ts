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
const partsInOrder: readonly Part[] = ['throughout', 'cut-off', 'late', 'never'];

/** Finds the debate that is about to begin, and invites everybody in it. */
export async function invite(organiser: Visitor): Promise<Cast> {
  const { debates } = await organiser.ask('debates.list');
  const next = debates.find((debate) => debate.status === 'published' && debate.speakers.length === 4);
  if (!next) throw new Error('the campaign has no coming debate of four candidates');
  const { lineup } = await organiser.ask('debate.read', { params: { debateId: next.id } });
  const desk = await organiser.ask('organiser.desk');
  const linkFor = async (accountId: string | null | undefined): Promise<string> => {
    if (!accountId) throw new Error('somebody in the debate has no account');
    return (await organiser.ask('organiser.invite', { body: { accountId } })).link;
  };
  const roles: Partial<Record<Part, Role>> = {};
  for (const { id: slotId, candidacyId, position, name } of lineup) {
    const part = partsInOrder[position - 1];
    if (!part) throw new Error(`the demo has no part for place ${position}`);
    const link = await linkFor(desk.candidacies.find(({ id }) => id === candidacyId)?.accountId);
    roles[part] = { part, name, slotId, link };
  }
  const moderatorLink = await linkFor(desk.moderators[0]?.accountId);
  return { debateId: next.id, roles: roles as Record<Part, Role>, moderatorLink };
}
