import { setTimeout as pause } from 'node:timers/promises';
import type { Stores } from '../../../server/store/stores.ts';
import { signIn } from '../hub.ts';
import { freePort, PostgresCluster } from '../postgres.ts';
import { asInProduction, openRedisServer, type RedisServer } from '../redis.ts';
import { chancesOf } from '../seed.ts';
import { keyFolder } from '../signing.ts';
import { type Laid, layDrill, secret } from './campaign.ts';
import { Course } from './course.ts';
import { DatabaseDoor, type Moment, type Point } from './database-door.ts';
import { Person } from './person.ts';
import { Restarted } from './restarted.ts';
import { WitnessFile } from './witness.ts';

/** `backend`: one process of PostgreSQL that serves a client; `database`: its first one. */
export const victims = ['server', 'database', 'backend', 'redis', 'workers'] as const;
export type Victim = (typeof victims)[number];

/** Beside the moments of a write: when the answer is with the person who asked, and at any time at all. */
export type Hit = { victim: Victim; at: Moment | 'acknowledged' | 'at-random' };

/** What a test may do something to. */
type Parts = {
  database: PostgresCluster;
  redis: RedisServer;
  doors: Record<'server' | 'workers', DatabaseDoor>;
  server: Restarted;
  workers: Restarted;
  /** The moderator, then those who are present. */
  people: Person[];
};

const speakers = 4;
/** Long enough to hit an act anywhere between its page and the disk. */
const randomWithinMs = 150;

/** Everything that runs in production, each process to be killed, and a debate that goes on through it all. */
export class Drill {
  readonly debateId: string;
  readonly stores: Stores;
  readonly witness: WitnessFile;
  readonly course: Course;
  /** Who is there from before the start to the end, and who never comes. */
  readonly present: string[];
  readonly absent: string;
  readonly parts: Parts;
  readonly url: string;
  readonly #chance: () => number;

  /** `diskPath`: where the database keeps what it has. */
  static async open(opened: AsyncDisposableStack, seed: number, diskPath?: string): Promise<Drill> {
    const database = opened.use(await PostgresCluster.open([], diskPath));
    const redis = opened.use(await openRedisServer(asInProduction));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const laid = await layDrill(opened, { databaseUrl: database.url, publicUrl: url, speakers });
    const doors = {
      server: opened.use(await DatabaseDoor.open(database.port)),
      workers: opened.use(await DatabaseDoor.open(database.port)),
    };
    const { signingKeyFile, checkpointFile } = keyFolder();
    const keys = { SIGNING_KEY_FILE: signingKeyFile, CHECKPOINT_FILE: checkpointFile };
    const env = { ...keys, REDIS_URL: redis.url, HUB_SECRET: secret, LOG_LEVEL: 'silent' };
    const media = { MEDIA_WORKERS: '1' };
    const serverEnv = { ...env, ...media, PORT: `${port}`, HOST: 'localhost', PUBLIC_URL: url };
    const server = opened.use(
      new Restarted('server/main.ts', { ...serverEnv, DATABASE_URL: doors.server.url }),
    );
    const workers = opened.use(
      new Restarted('test/support/drill/workers-process.ts', { ...env, DATABASE_URL: doors.workers.url }),
    );
    await Promise.all([server.ready(), workers.ready()]);
    const witness = opened.use(new WitnessFile());
    const people = await peopleOf(opened, { ...laid, url }, witness);
    const parts = { database, redis, doors, server, workers, people };
    return new Drill(parts, { ...laid, url, witness, seed });
  }

  private constructor(parts: Parts, given: Laid & { url: string; witness: WitnessFile; seed: number }) {
    this.url = given.url;
    this.parts = parts;
    this.debateId = given.debateId;
    this.stores = given.stores;
    this.witness = given.witness;
    this.present = given.slotIds.slice(0, -1);
    this.absent = given.slotIds.at(-1) as string;
    this.#chance = chancesOf(given.seed);
    this.course = new Course(parts.people, this.present, this.#chance);
  }

  /** Hits one process while something is being done, and resolves when that is done all the same and all are back. */
  async hit({ victim, at }: Hit): Promise<void> {
    if (at === 'acknowledged') await this.course.step();
    const { server } = this.parts.doors;
    const isAtPoint = at !== 'acknowledged' && at !== 'at-random';
    const reached = isAtPoint
      ? server.stopAt({ moment: at, statement: /insert into "evidence"/ })
      : undefined;
    const acting = at === 'acknowledged' ? undefined : this.course.step();
    await (reached ?? pause(at === 'at-random' ? this.#chance() * randomWithinMs : 0));
    await this.kill(victim);
    server.release();
    await acting;
    await this.areBack();
  }

  /** Hits the workers at a point of their work, if they come by it. */
  async hitWorkers(point: Point, isDone: () => Promise<boolean>): Promise<boolean> {
    const { workers } = this.parts.doors;
    const reached = workers.stopAt(point).then(() => true);
    for (;;) {
      const isReached = await Promise.race([reached, pause(100, false)]);
      if (!isReached && !(await isDone())) continue;
      if (isReached) await this.kill('workers');
      workers.release();
      return isReached;
    }
  }

  /** SIGKILL. What does not start again by itself is started again. */
  async kill(victim: Victim): Promise<void> {
    const { server, workers, database, redis } = this.parts;
    if (victim === 'server') await server.kill();
    if (victim === 'workers') await workers.kill();
    if (victim === 'backend') await database.killBackend();
    if (victim === 'database') await database.kill().then(() => database.start());
    if (victim === 'redis') await redis.kill().then(() => redis.startAgain());
  }

  async areBack(): Promise<void> {
    const { server, workers, people } = this.parts;
    await Promise.all([server.ready(), workers.ready()]);
    await Promise.all(people.map((person) => person.line()));
  }
}

async function peopleOf(
  opened: AsyncDisposableStack,
  { url, debateId, invitations }: { url: string; debateId: string; invitations: string[] },
  witness: WitnessFile,
): Promise<Person[]> {
  const people: Person[] = [];
  for (const [index, invitation] of invitations.slice(0, -1).entries()) {
    const cookie = await signIn(url, invitation);
    const as = index === 0 ? 'moderator' : 'candidate';
    const person = new Person(`${as} ${index}`, { url, debateId }, { as, cookie, witness });
    opened.defer(() => person.leave());
    people.push(person);
  }
  return people;
}
