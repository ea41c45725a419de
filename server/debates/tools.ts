import type { MediaWorkers } from '../media/workers.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { SigningKey } from '../platform/signing.ts';
import type { Stage } from '../protocol/stage.ts';
import type { EvidenceSource } from './evidence-log.ts';
import type { Announce } from './members.ts';
import type { QuestionSource } from './question-desk.ts';

/** What a live debate needs of the world outside it. */
export type DebateTools = {
  clock: Clock;
  log: Log;
  workers: MediaWorkers;
  evidence: EvidenceSource;
  heartbeats: {
    beat(debateId: string, bootId: string, atMs: number): Promise<void>;
    last(debateId: string): Promise<{ bootId: string; atMs: number } | null>;
  };
  announce: Announce;
  /** Signs receipts in the hub's name. */
  key: Pick<SigningKey, 'keyId' | 'sign'>;
  questions: QuestionSource;
  /** Those whom the organiser has given the debate by now. */
  moderatorsOf(debateId: string): Promise<{ accountId: string; name: string }[]>;
  /** A whole number from 0, below `values`, that nobody can foresee. */
  random(values: number): number;
  /** The stage has come to another status; the register of debates must say so too. May be told twice. */
  onStage(debateId: string, stage: Stage): Promise<void>;
  /** This home has nothing left to do for the debate, or another one has taken it. */
  onDone(debateId: string): void;
};
