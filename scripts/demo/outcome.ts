import type { RouteOutput } from '../../server/protocol/routes.ts';
import type { Cast, Part, Role } from './cast.ts';
import type { Sound } from './screenplay.ts';
import type { Visitor } from './visitor.ts';
import { lastSeen } from './waiting.ts';

export type Review = RouteOutput<'committee.review'>;
export type Reach = RouteOutput<'reach.read'>;

export type Candidate = Role & {
  reviewed: Review['slots'][number];
  /** Frames of this candidate that each viewer has decoded. */
  frames: number[];
};

/** Everything the demo can see from outside when the debate is over. */
export type Outcome = {
  review: Review;
  reach: Reach;
  candidates: Record<Part, Candidate>;
  sounds: readonly Sound[];
  /** What went wrong on the pages. */
  troubles: readonly string[];
};

const withinMs = 60_000;

/** Waits until every slot has its verdict and the reach is there. */
export async function settled(
  committee: Visitor,
  debateId: string,
): Promise<{ review: Review; reach: Reach }> {
  const params = { debateId };
  const review = await lastSeen({
    look: () => committee.ask('committee.review', { params }),
    isEnough: ({ slots }) => slots.every(isJudged),
    withinMs,
  });
  const { reach } = await lastSeen({
    look: () => committee.ask('debate.read', { params }),
    // Final it becomes more than a minute later; nobody of the demo watches any more by then.
    isEnough: (debate) => debate.reach !== null,
    withinMs,
  });
  if (!reach) throw new Error('the reach of the debate was never closed');
  return { review, reach };
}

function isJudged({ verdict, duties }: Review['slots'][number]): boolean {
  return verdict !== null && duties.length > 0;
}

export function candidatesOf(
  cast: Cast,
  review: Review,
  frames: readonly Record<string, number>[],
): Record<Part, Candidate> {
  const candidate = (part: Part): Candidate => {
    const role = cast.roles[part];
    const reviewed = review.slots.find(({ slot }) => slot.id === role.slotId);
    if (!reviewed) throw new Error(`the committee's review does not speak of ${role.name}`);
    return { ...role, reviewed, frames: frames.map((seen) => seen[role.slotId] ?? 0) };
  };
  return {
    throughout: candidate('throughout'),
    'cut-off': candidate('cut-off'),
    late: candidate('late'),
    never: candidate('never'),
  };
}
