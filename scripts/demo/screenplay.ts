import { setTimeout as pause } from 'node:timers/promises';
import { goToDoor, raiseHand, stands } from './candidate.ts';
import type { Part } from './cast.ts';
import { framesDecoded, heardDuring } from './listening.ts';
import { say } from './progress.ts';
import type { Scene } from './scene.ts';

/** How many microphones reached a viewer at some moment of the debate, and how many should have. */
export type Sound = { when: string; microphones: number; expected: number };

type Turn = { part: Part; phase: string; give: () => Promise<void>; meanwhile?: () => Promise<unknown> };

/** Just past what the demo's rule calls late: a slow machine may only add to it, and the share must still be met. */
const lateJoinMs = 11_000;
const networkLossMs = 20_000;
const debateLastsMs = 102_000;
/** A turn's first packets are on their way by then; what still comes from the turn before has come. */
const settleMs = 1_500;
const listenMs = 2_000;

/** The debate from its start to its end, always the same. */
export class Screenplay {
  readonly sounds: Sound[] = [];
  /** Per viewer, the frames decoded of each slot so far. A page forgets what nobody asked before a picture ended. */
  frames: readonly Record<string, number>[] = [];
  readonly #scene: Scene;
  #startedAt = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  async play(): Promise<void> {
    const { moderator, candidates, viewers } = this.#scene.troupe;
    await moderator.start();
    this.#startedAt = performance.now();
    say('the debate has begun');
    const listening = viewers.map(({ person }) => person.press('sound-on'));
    await Promise.all([this.#comeLate(), this.#callThoseWhoCame(), ...listening]);
    await this.#callTheOthers();
    await moderator.nextPart();
    await Promise.all([this.#loseNetwork(), this.#speakMeanwhile()]);
    await this.#speakAfterReturn();
    await moderator.nextPart();
    await this.#closingTurns();
    await this.#lastUntil(debateLastsMs);
    await moderator.end();
    await stands(candidates.throughout, ['ended']);
    say('the moderator has ended the debate');
  }

  async #callThoseWhoCame(): Promise<void> {
    for (const part of ['throughout', 'cut-off'] as const) await this.#nextTurn(part, 'opening');
  }

  async #comeLate(): Promise<void> {
    const { troupe, cast } = this.#scene;
    const latecomer = troupe.candidates.late;
    await goToDoor(latecomer, cast.roles.late, cast.debateId);
    await this.#lastUntil(lateJoinMs);
    await latecomer.press('join');
    await stands(latecomer, ['door']);
    say(`${latecomer.name} has joined, late`);
  }

  async #callTheOthers(): Promise<void> {
    const { troupe, cast } = this.#scene;
    await troupe.moderator.confirmIdentity(cast.roles.late);
    await this.#nextTurn('late', 'opening');
    await troupe.moderator.give(cast.roles.never);
    say(`${cast.roles.never.name} is called and is not there`);
    await this.#listen('the floor is with somebody who never came', 0);
    await raiseHand(troupe.candidates.throughout);
  }

  async #loseNetwork(): Promise<void> {
    const { troupe, line } = this.#scene;
    const candidate = troupe.candidates['cut-off'];
    line.cut();
    say(`${candidate.name} has lost the network`);
    await Promise.all([pause(networkLossMs), stands(candidate, ['lost'], networkLossMs)]);
    line.restore();
    say(`the network of ${candidate.name} is back`);
    await stands(candidate, ['waiting', 'floor']);
    say(`${candidate.name} is back in the debate`);
  }

  async #speakMeanwhile(): Promise<void> {
    const { troupe, cast, screenshots } = this.#scene;
    const { moderator, candidates, viewers } = troupe;
    const photographAudience = () =>
      Promise.all(
        viewers.map(({ language, person }) => screenshots.take(person.page, `watch-live-${language}`)),
      );
    const photographStage = async () => {
      await screenshots.take(candidates.late.page, 'candidate-stage');
      await screenshots.take(moderator.person.page, 'moderator-console');
    };
    await this.#nextTurn('throughout', 'open part', photographAudience);
    const give = () => moderator.give(cast.roles.late);
    await this.#turn({ part: 'late', phase: 'open part', give, meanwhile: photographStage });
  }

  async #speakAfterReturn(): Promise<void> {
    const { troupe, cast } = this.#scene;
    const give = () => troupe.moderator.give(cast.roles['cut-off']);
    await this.#turn({ part: 'cut-off', phase: 'open part', give });
  }

  async #closingTurns(): Promise<void> {
    for (const part of ['throughout', 'cut-off', 'late'] as const) await this.#nextTurn(part, 'closing');
  }

  /** A turn that the moderator's one key gives. */
  #nextTurn(part: Part, phase: string, meanwhile?: () => Promise<unknown>): Promise<void> {
    const { troupe, cast } = this.#scene;
    const give = () => troupe.moderator.callNext(cast.roles[part]);
    return this.#turn({ part, phase, give, ...(meanwhile && { meanwhile }) });
  }

  /** Somebody gets the floor, is heard alone, and loses it by the clock. */
  async #turn({ part, phase, give, meanwhile }: Turn): Promise<void> {
    const { candidates, viewers } = this.#scene.troupe;
    const candidate = candidates[part];
    await give();
    await stands(candidate, ['floor']);
    const when = `${candidate.name} speaks (${phase})`;
    say(when);
    await Promise.all([this.#listen(when, 1), meanwhile?.()]);
    await stands(candidate, ['waiting']);
    this.frames = await Promise.all(viewers.map(({ person }) => framesDecoded(person.page)));
  }

  async #listen(when: string, expected: number): Promise<void> {
    await pause(settleMs);
    const { page } = this.#scene.troupe.viewers[0].person;
    const microphones = (await heardDuring(page, listenMs)).length;
    this.sounds.push({ when, microphones, expected });
  }

  /** Waits until the debate has lasted this long. */
  async #lastUntil(ms: number): Promise<void> {
    await pause(Math.max(0, this.#startedAt + ms - performance.now()));
  }
}
