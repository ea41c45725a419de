import { randomUUID } from 'node:crypto';
import type { EvidenceFact } from '../protocol/evidence.ts';
import type { Notice } from '../protocol/notices.ts';
import { Refusal } from '../protocol/refusals.ts';
import { answerRollCall, closeRollCall, openRollCall } from '../rules/roll-call.ts';
import type { Acting } from './acting.ts';
import { bySystem } from './evidence-log.ts';
import type { Member, Members } from './members.ts';
import { causeOf } from './membership.ts';
import type { Proceedings } from './proceedings.ts';
import { StageClock } from './stage-clock.ts';
import type { DebateTools } from './tools.ts';

export type RollCallTools = {
  proceedings: Proceedings;
  members: Members;
  tools: DebateTools;
  acting: Acting;
};

/** Three digits: short enough to type with a thumb, and one guess in nine hundred. */
const [lowest, values] = [100, 900];
const triesEach = 5;
const retryMs = 1_000;

type Prompt = { text: string; tries: number };

/** Asks everybody in the lineup who is here for a number that only their own page shows (ROLL-1). */
export class RollCalls {
  readonly #given: RollCallTools;
  readonly #prompts = new Map<string, Prompt>();
  readonly #end: StageClock;
  #openedId: string | null = null;

  constructor(given: RollCallTools) {
    this.#given = given;
    this.#end = new StageClock(given.tools.clock, () => this.#close());
  }

  /** One that another process had opened is over: its prompts died with that process, which is nobody's absence. */
  async takeUp(): Promise<void> {
    const { proceedings } = this.#given;
    const { rollCall } = proceedings.record;
    if (!rollCall || rollCall.isClosed) return;
    const { rollCallId } = rollCall;
    const payload = { rollCallId, missed: [], cause: 'server-down' as const };
    const facts: EvidenceFact[] = [{ kind: 'roll-call.closed', payload }];
    await proceedings.take((reading) => proceedings.commit(facts, bySystem, reading));
  }

  /** Asks the slots that are connected; each is shown a prompt of their own. */
  async open(member: Member, commandId: string): Promise<void> {
    const { acting, proceedings, members } = this.#given;
    await acting.act(member, commandId, ({ atMs: nowMs }) => {
      const here = members.inSlots().filter(({ connection }) => connection.isAlive());
      const asked = [...new Set(here.map(({ claims }) => claims.slotId))];
      return [openRollCall(proceedings.record.rollCall, { rollCallId: randomUUID(), asked, nowMs })];
    });
  }

  /** Shows the prompts of one that is in the evidence now. */
  follow(): void {
    const { rollCall } = this.#given.proceedings.record;
    if (!rollCall || rollCall.isClosed || rollCall.rollCallId === this.#openedId) return;
    this.#openedId = rollCall.rollCallId;
    this.#prompts.clear();
    for (const slotId of rollCall.asked) this.#prompts.set(slotId, { text: this.#draw(), tries: 0 });
    for (const member of this.#given.members.inSlots()) this.remind(member);
    this.#end.set(rollCall.endsAtMs);
  }

  /** Somebody has come back while they are asked. */
  remind({ claims, connection }: Member): void {
    const prompt = this.#promptOf(claims.slotId);
    if (prompt) connection.say('prompt', { prompt });
  }

  /** Resolves to whether it was right; a wrong one may be tried again, some times. */
  async answer(member: Member, commandId: string, said: { rollCallId: string; answer: string }) {
    const { proceedings } = this.#given;
    return proceedings.take(async (reading) => {
      const slotId = member.claims.slotId ?? '';
      const prompt = this.#prompts.get(slotId);
      if (!prompt || prompt.tries >= triesEach) throw new Refusal('roll-call-closed');
      const isRight = said.answer.trim() === prompt.text;
      if (proceedings.record.hasDone(commandId)) return { isRight };
      const answer = { rollCallId: said.rollCallId, slotId, isRight, nowMs: reading.atMs };
      const facts = answerRollCall(proceedings.record.rollCall, answer);
      prompt.tries += 1;
      await proceedings.commit(facts, causeOf(member, commandId), reading);
      if (isRight) member.connection.say('prompt', { prompt: null });
      return { isRight };
    });
  }

  #promptOf(slotId: string | null): Notice<'prompt'>['prompt'] {
    const { rollCall } = this.#given.proceedings.record;
    const prompt = slotId === null ? undefined : this.#prompts.get(slotId);
    if (!rollCall || rollCall.isClosed || !prompt || rollCall.answered.includes(slotId ?? '')) return null;
    return { rollCallId: rollCall.rollCallId, text: prompt.text, endsAtMs: rollCall.endsAtMs };
  }

  #draw(): string {
    return `${lowest + this.#given.tools.random(values)}`;
  }

  #close(): void {
    const { proceedings, tools } = this.#given;
    proceedings
      .take((reading) => proceedings.commit(closeRollCall(proceedings.record.rollCall), bySystem, reading))
      .then(() => this.#closed())
      .catch((error: unknown) => {
        tools.log.error({ err: error }, 'roll-call.not-closed');
        this.#end.set(tools.clock.now() + retryMs);
      });
  }

  #closed(): void {
    this.#prompts.clear();
    for (const { connection } of this.#given.members.inSlots()) connection.say('prompt', { prompt: null });
  }

  close(): void {
    this.#end.close();
  }
}
