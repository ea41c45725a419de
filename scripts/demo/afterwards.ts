import type { Person } from './person.ts';
import { say } from './progress.ts';
import type { Scene } from './scene.ts';

/** When every verdict is proposed: each page once more, as those who open it then see it. */
export async function lookAround(
  scene: Scene,
  people: { committee: Person; organiser: Person },
): Promise<void> {
  const { troupe, cast, screenshots } = scene;
  const { moderator, candidates, viewers } = troupe;
  const path = `/debates/${cast.debateId}`;
  const results = viewers.map(async ({ language, person }) => {
    await person.visit(path);
    await screenshots.take(person.page, `watch-after-${language}`);
  });
  await Promise.all(results);
  await candidates.never.signIn(cast.roles.never.link);
  const own = [
    [people.committee, `/committee${path}`, 'committee-review'],
    [people.committee, '/committee', 'committee'],
    [people.organiser, '/organiser', 'organiser'],
    [moderator.person, '/moderator', 'moderator'],
    [candidates.throughout, '/candidate', 'candidate-attended'],
    [candidates.never, '/candidate', 'candidate-absent'],
  ] as const;
  for (const [person, address, name] of own) {
    await person.visit(address);
    await screenshots.take(person.page, name);
  }
  say(`${screenshots.taken} screenshots taken`);
}
