import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { usualTerms } from '../../../server/protocol/duties.ts';
import { Seed } from '../../../server/store/seed-shape.ts';
import { plans } from './parts.ts';

const hourMs = 3_600_000;
const shipped = fileURLToPath(new URL('../../../server/embedded/campaigns/first.json', import.meta.url));

/** When each stage of the campaign is open, in hours after it was laid. */
export const stageHours = {
  debates: [0, 3],
  'local-conferences': [26, 29],
  'regional-conferences': [52, 55],
} as const;

export const moderators = ['emba', 'ilek', 'irgiz', 'sagyz', 'uil'] as const;
/** Three sit where a case begins, three where an appeal goes. */
export const members = { first: ['ishim', 'nura', 'turgai'], appeal: ['shu', 'talas', 'karatal'] } as const;

const three = (words: string) => ({ kk: words, ru: words, en: words });

function official(key: string, role: 'moderator' | 'committee' | 'organiser') {
  const name = `${key[0]?.toUpperCase()}${key.slice(1)} (fictional ${role})`;
  return { key, name, email: `${key}@example.invalid`, roles: [role] };
}

/** The shipped fictional campaign with sixty candidacies, short debates, and nothing published yet. */
export function committeeCampaign(): Seed {
  const first = JSON.parse(readFileSync(shipped, 'utf8')) as Record<string, unknown> & {
    stages: { key: keyof typeof stageHours }[];
    ruleSet: object;
  };
  return Seed.parse({
    ...first,
    ruleSet: { ...first.ruleSet, lateAfterMs: 10_000, bridgeMs: 6_000, openingTurnMinMs: 4_000 },
    areas: [
      { key: 'almaty', parentKey: null, kind: 'national-city', names: three('Almaty'), zone: 'Asia/Almaty' },
      { key: 'aktobe', parentKey: null, kind: 'oblast', names: three('Aktobe region'), zone: 'Asia/Aqtobe' },
      {
        key: 'mugalzhar',
        parentKey: 'aktobe',
        kind: 'district',
        names: three('Mugalzhar district'),
        zone: 'Asia/Aqtobe',
      },
    ],
    stages: first.stages.map((stage) => ({
      ...stage,
      opensInMs: stageHours[stage.key][0] * hourMs,
      closesInMs: stageHours[stage.key][1] * hourMs,
    })),
    formats: [
      { key: 'brief', names: three('Very short debate'), phases: [{ kind: 'opening', turnMs: 12_000 }] },
    ],
    people: [
      official('tobol', 'organiser'),
      ...moderators.map((key) => official(key, 'moderator')),
      ...[...members.first, ...members.appeal].map((key) => official(key, 'committee')),
      ...plans.map(({ key }, index) => ({
        key,
        name: `Candidate ${index + 1} (fictional)`,
        email: `${key}@example.invalid`,
        roles: ['candidate'],
      })),
    ],
    candidacies: plans.map(({ key, unit, office }) => ({
      person: key,
      area: unit,
      status: 'registered',
      offices: [office],
    })),
    dutyTerms: { ...usualTerms, drawBeforeMs: 0 },
    debates: [],
  });
}
