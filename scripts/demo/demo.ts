import type { Role } from '../../server/protocol/words.ts';
import { lookAround } from './afterwards.ts';
import { type Browsers, openBrowsers } from './browsers.ts';
import { invite } from './cast.ts';
import { Hub, type OpenHub } from './hub.ts';
import { assemble } from './lobby.ts';
import { candidatesOf, type Outcome, settled } from './outcome.ts';
import { Person } from './person.ts';
import { say } from './progress.ts';
import { gather } from './scene.ts';
import { Screenplay } from './screenplay.ts';
import { Screenshots } from './screenshots.ts';

export type Folders = { hub: string; screenshots: string };

/** One whole demo. Whatever it opens it leaves to `opened`, also when it fails. */
export async function demonstrate(folders: Folders, opened: AsyncDisposableStack): Promise<Outcome> {
  const hub = new Hub(folders.hub);
  opened.defer(() => hub.close());
  const open = await hub.open();
  say(`the hub is open at ${open.publicUrl}`);
  const browsers = await openBrowsers(open.publicUrl);
  opened.defer(() => browsers.close());
  say('two browsers are open');
  return perform(open, browsers, new Screenshots(folders.screenshots));
}

async function perform(hub: OpenHub, browsers: Browsers, screenshots: Screenshots): Promise<Outcome> {
  const troubles: string[] = [];
  const newPerson = async (name: string) =>
    Person.at(await browsers.newProfile('ru'), name, (sentence) => troubles.push(sentence));
  const organiser = await newPerson('the organiser');
  await organiser.visit(linkOf(hub, 'organiser'));
  await screenshots.take(organiser.page, 'enter');
  await organiser.signIn(linkOf(hub, 'organiser'));
  const cast = await invite(await organiser.asVisitor());
  say('the organiser has invited everybody');

  const troupe = await gather(browsers, cast, (sentence) => troubles.push(sentence));
  const scene = { troupe, cast, line: browsers.line, screenshots };
  await assemble(scene);
  const screenplay = new Screenplay(scene);
  await screenplay.play();

  const committee = await newPerson('the committee');
  await committee.signIn(linkOf(hub, 'committee'));
  say('the committee waits for the verdicts and the reach');
  const { review, reach } = await settled(await committee.asVisitor(), cast.debateId);
  say('every verdict is proposed');
  await lookAround(scene, { committee, organiser });
  const { sounds, frames } = screenplay;
  return { review, reach, sounds, troubles, candidates: candidatesOf(cast, review, frames) };
}

/** The sign-in link of the first person with this role. */
function linkOf({ links }: OpenHub, role: Role): string {
  const found = links.find((one) => one.role === role);
  if (!found) throw new Error(`the hub gave no sign-in link for ${role}`);
  return found.link;
}
