import type { Role } from './cast.ts';
import type { Person } from './person.ts';

/** The moderator's console, worked as a person would: one key for the next step, a button for everything else. */
export class Moderator {
  readonly person: Person;
  readonly #names: readonly string[];

  constructor(person: Person, names: readonly string[]) {
    this.person = person;
    this.#names = names;
  }

  async start(): Promise<void> {
    await this.person.press('start');
    await this.person.page.getByTestId('next-step').waitFor();
  }

  async confirmIdentity({ slotId }: Role): Promise<void> {
    await this.person.press(`identity-${slotId}`);
    await this.person.page.getByTestId(`identity-${slotId}`).waitFor({ state: 'detached' });
  }

  /** Presses the key of the next step, once the console offers to give this candidate the floor. */
  async callNext({ name }: Role): Promise<void> {
    await this.person.button('next-step').filter({ hasText: name }).waitFor();
    await this.person.page.keyboard.press('KeyN');
    await this.person.button('next-step').filter({ hasText: name }).waitFor({ state: 'detached' });
  }

  /** Presses the key of the next step, once the console offers the next part of the debate. */
  async nextPart(): Promise<void> {
    const nobody = new RegExp(`^(?!.*(${this.#names.map(RegExp.escape).join('|')}))`, 's');
    const step = this.person.button('next-step').filter({ hasText: nobody });
    await step.waitFor();
    await this.person.page.keyboard.press('KeyN');
  }

  async give({ slotId }: Role): Promise<void> {
    await this.person.press(`give-${slotId}`);
  }

  async end(): Promise<void> {
    await this.person.press('end-debate');
    await this.person.press('confirm-end');
  }
}
