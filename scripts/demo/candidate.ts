import type { Role } from './cast.ts';
import type { Person } from './person.ts';

type State = 'lobby' | 'door' | 'waiting' | 'floor' | 'lost' | 'ended';

/** Signs in, finds the debate among the duties, and checks the devices, which leads to the door of the debate. */
export async function goToDoor(person: Person, { link }: Role, debateId: string): Promise<void> {
  await person.signIn(link);
  await person.follow(`/candidate/debates/${debateId}`);
  await person.page.getByTestId('device-ready').waitFor();
}

/** Waits until this candidate's own page says that this is how it stands. */
export async function stands(person: Person, states: readonly State[], withinMs = 20_000): Promise<void> {
  const wanted = states.map((state) => `[data-testid="stage-state"][data-state="${state}"]`).join(', ');
  await person.page.locator(wanted).waitFor({ timeout: withinMs });
}

/** Asks for a turn. */
export async function raiseHand(person: Person): Promise<void> {
  await person.page.getByTestId('hand-turn').click();
}
