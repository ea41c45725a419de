import { type Language, languages } from '../../server/protocol/words.ts';
import type { Browsers } from './browsers.ts';
import type { Cast, Part } from './cast.ts';
import type { Line } from './line.ts';
import { Moderator } from './moderator.ts';
import { Person } from './person.ts';
import type { Screenshots } from './screenshots.ts';

type Viewer = { language: Language; person: Person };

/** Everybody who comes to the debate, each at a browser of their own. */
export type Troupe = {
  moderator: Moderator;
  candidates: Record<Part, Person>;
  viewers: readonly [Viewer, Viewer, Viewer];
};

export type Scene = { troupe: Troupe; cast: Cast; line: Line; screenshots: Screenshots };

export async function gather(
  browsers: Browsers,
  cast: Cast,
  onTrouble: (sentence: string) => void,
): Promise<Troupe> {
  const open = async (name: string, language: Language, network?: 'cut-off') =>
    Person.at(await browsers.newProfile(language, network), name, onTrouble);
  const candidate = (part: Part, language: Language) =>
    open(cast.roles[part].name, language, part === 'cut-off' ? part : undefined);
  const viewer = async (language: Language) => ({
    language,
    person: await open(`the viewer in ${language}`, language),
  });
  const names = Object.values(cast.roles).map(({ name }) => name);
  const [kk, ru, en] = languages;
  return {
    moderator: new Moderator(await open('the moderator', 'ru'), names),
    candidates: {
      throughout: await candidate('throughout', 'kk'),
      'cut-off': await candidate('cut-off', 'ru'),
      late: await candidate('late', 'kk'),
      never: await candidate('never', 'ru'),
    },
    viewers: [await viewer(kk), await viewer(ru), await viewer(en)],
  };
}
