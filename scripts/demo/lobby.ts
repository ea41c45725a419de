import { goToDoor, stands } from './candidate.ts';
import type { Part } from './cast.ts';
import { say } from './progress.ts';
import type { Scene } from './scene.ts';

/** Before the debate: whoever comes in time is in the lobby, and the viewers have the page open. */
export async function assemble(scene: Scene): Promise<void> {
  const { moderator } = scene.troupe;
  await moderator.person.signIn(scene.cast.moderatorLink);
  await moderator.person.follow(`/moderator/debates/${scene.cast.debateId}`);
  say('the moderator is at the console');
  await Promise.all([enterLobby('throughout', scene), enterLobby('cut-off', scene)]);
  say('two candidates have checked their devices and are in the lobby');
  await seatViewers(scene);
  say('three viewers wait for the debate');
  for (const part of ['throughout', 'cut-off'] as const) {
    await moderator.confirmIdentity(scene.cast.roles[part]);
  }
  say('the moderator has confirmed who the two are');
}

async function enterLobby(part: Part, { troupe, cast, screenshots }: Scene): Promise<void> {
  const candidate = troupe.candidates[part];
  await goToDoor(candidate, cast.roles[part], cast.debateId);
  if (part === 'throughout') await screenshots.take(candidate.page, 'candidate-device-check');
  await candidate.press('join');
  await stands(candidate, ['lobby']);
  if (part === 'throughout') await screenshots.take(candidate.page, 'candidate-lobby');
}

async function seatViewers({ troupe, cast, screenshots }: Scene): Promise<void> {
  const seat = troupe.viewers.map(async ({ language, person }) => {
    await person.visit('/');
    await screenshots.take(person.page, `home-${language}`);
    await person.follow(`/debates/${cast.debateId}`);
    await screenshots.take(person.page, `watch-before-${language}`);
  });
  await Promise.all(seat);
}
