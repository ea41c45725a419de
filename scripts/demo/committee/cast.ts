import type { RouteOutput } from '../../../server/protocol/routes.ts';
import { Account } from './account.ts';
import { members, moderators } from './campaign.ts';
import type { CampaignHub } from './hub.ts';
import { type Plan, plans } from './parts.ts';

export type Candidate = Plan & { candidacyId: string; name: string; account: Account };
export type Moderator = { accountId: string; account: Account };
type Desk = RouteOutput<'organiser.desk'>;

export type Cast = {
  desk: Desk;
  organiser: Account;
  moderators: Moderator[];
  /** Who decides first, and who decides on appeals. */
  first: Account[];
  appeal: Account[];
  candidates: Candidate[];
};

/** So many sessions may be opened a minute from one address. */
const sessionsAtOnce = 55;
const sessionsEveryMs = 61_000;

/** Lets everybody in: the operator invites the officers, the organiser everybody else. */
export async function assemble(hub: CampaignHub): Promise<Cast> {
  const entrance = new Entrance(hub);
  const links = await hub.links();
  const named = (key: string) =>
    links.find(({ name }) => name.toLowerCase().startsWith(`${key} `))?.link ?? '';
  const organiser = await entrance.admit(named('tobol'));
  const desk = await organiser.visitor.ask('organiser.desk');
  const invited = async (accountId: string) =>
    entrance.admit((await organiser.visitor.ask('organiser.invite', { body: { accountId } })).link);
  const led: Moderator[] = [];
  for (const { accountId } of desk.moderators.slice(0, moderators.length))
    led.push({ accountId, account: await invited(accountId) });
  const first: Account[] = [];
  for (const key of members.first) first.push(await entrance.admit(named(key)));
  const appeal: Account[] = [];
  for (const key of members.appeal) appeal.push(await entrance.admit(named(key)));
  const candidates: Candidate[] = [];
  for (const [index, plan] of plans.entries()) {
    const found = desk.candidacies.find(({ name }) => name === `Candidate ${index + 1} (fictional)`);
    if (!found?.accountId) throw new Error(`candidate ${index + 1} has no account`);
    const account = await invited(found.accountId);
    candidates.push({ ...plan, candidacyId: found.id, name: found.name, account });
  }
  return { desk, organiser, moderators: led, first, appeal, candidates };
}

/** Keeps to the hub's pace of sign-ins. */
class Entrance {
  readonly #hub: CampaignHub;
  readonly #openedAtMs: number[] = [];

  constructor(hub: CampaignHub) {
    this.#hub = hub;
  }

  async admit(link: string): Promise<Account> {
    const before = this.#openedAtMs.at(-sessionsAtOnce);
    const restMs = before === undefined ? 0 : before + sessionsEveryMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    this.#openedAtMs.push(performance.now());
    return Account.enter(this.#hub, link);
  }
}
