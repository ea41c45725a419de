import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Input, RequestName } from '../../../server/protocol/requests.ts';
import { Line } from '../line.ts';
import type { WitnessFile } from './witness.ts';

type Place = { url: string; debateId: string };
type As = 'candidate' | 'moderator';

const againMs = 100;
/** After these a page says the same once more, under the same id (FLOOR-6). */
const tryAgain = ['internal', 'not-recorded', 'too-many-requests', 'debate-not-open'];

/** Somebody who comes back whenever the line is lost, and repeats what was not answered until it is. */
export class Person {
  readonly name: string;
  /** What this person was told to try again after, beside lost lines. */
  readonly troubles: string[] = [];
  readonly #place: Place;
  readonly #seat: { as: As; cookie: string };
  readonly #witness: WitnessFile;
  #line = Promise.withResolvers<Line>();
  #current: Line | undefined;
  #hasGone = false;
  #kept: Promise<void>;

  constructor(name: string, place: Place, given: { as: As; cookie: string; witness: WitnessFile }) {
    this.name = name;
    this.#place = place;
    this.#seat = given;
    this.#witness = given.witness;
    this.#kept = this.#keepIn();
  }

  /** Resolves when this person is in, for the first time or again. */
  line(): Promise<Line> {
    return this.#line.promise;
  }

  async #keepIn(): Promise<void> {
    while (!this.#hasGone) {
      const line = await this.#join();
      if (line === null) {
        await pause(againMs);
        continue;
      }
      this.#current = line;
      if (this.#hasGone) line.leave();
      this.#line.resolve(line);
      if (line.socket.connected) await new Promise((resolve) => line.socket.once('disconnect', resolve));
      this.#line = Promise.withResolvers();
    }
  }

  /** Null when the hub cannot let anybody in just now; the next try may go better. */
  async #join(): Promise<Line | null> {
    const { as, cookie } = this.#seat;
    return Line.join(this.#place, as, cookie).catch(() => null);
  }

  /** Says it until it is answered, and writes down what was answered. */
  async act<N extends RequestName>(name: N, input: Input<N>): Promise<'done' | (string & {})> {
    const commandId = randomUUID();
    for (;;) {
      const answer = await this.#say(name, input, commandId);
      if (answer === null || tryAgain.includes(answer)) {
        if (answer !== null) this.troubles.push(answer);
        await pause(againMs);
        continue;
      }
      this.#witness.write({ commandId, name, by: this.name, answer });
      return answer;
    }
  }

  /** Null when the line was lost before an answer came. */
  async #say<N extends RequestName>(name: N, input: Input<N>, commandId: string): Promise<string | null> {
    const line = await this.line();
    const reply = await line.ask(name, input, commandId).catch(() => null);
    if (reply === null) return null;
    return reply.ok ? 'done' : reply.code;
  }

  async leave(): Promise<void> {
    this.#hasGone = true;
    this.#current?.leave();
    await this.#kept;
  }
}
