import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const rulesRoom = ['server/protocol', 'server/rules', 'canonicalize'];
const below = ['server/protocol', 'server/rules', 'server/platform', 'server/store'];

/** Who may import whom, types included: the table of the README. `node` stands for Node's own modules. */
const open: Record<string, readonly string[]> = {
  'server/protocol': ['zod'],
  'server/rules': rulesRoom,
  'server/platform': ['node', 'zod', 'server/protocol', 'kysely', 'pg', 'redis', 'bullmq', 'pino'],
  'server/store': ['node', 'zod', 'kysely', 'server/protocol', 'server/rules', 'server/platform'],
  'server/accounts': ['node', 'zod', 'better-auth', '@simplewebauthn/server', 'openid-client', ...below],
  'server/media': ['node', 'mediasoup', 'server/protocol', 'server/rules', 'server/platform'],
  'server/audience': ['node', 'zod', ...below],
  'server/debates': ['node', ...below, 'server/media', 'server/accounts', 'server/audience'],
  'server/gateway': [
    'node',
    'zod',
    'express',
    'helmet',
    'socket.io',
    'rate-limiter-flexible',
    ...below,
    'server/accounts',
    'server/audience',
    'server/debates',
    'server/media',
  ],
  'server/embedded': [
    'node',
    'vite',
    '@electric-sql/pglite',
    '@electric-sql/pglite-socket',
    'server/platform',
  ],
  workers: ['node', 'zod', 'bullmq', 'nodemailer', ...below],
  client: [
    'server/protocol',
    'server/rules',
    'verify/core',
    '@simplewebauthn/browser',
    '@tanstack/react-query',
    'i18next',
    'mediasoup-client',
    'pdfmake',
    'react',
    'react-aria-components',
    'react-dom',
    'react-i18next',
    'react-router',
    'socket.io-client',
    'zod',
    'vite',
    '@vitejs/plugin-react',
  ],
  verify: ['node'],
  'verify/core': [],
};

/** Files that put the rooms together: they import everything and are imported by no room. */
const mains = [
  'server/main.ts',
  'server/server.ts',
  'server/campaign.ts',
  'server/lost-passkeys.ts',
  'server/embedded/main.ts',
  'workers/main.ts',
];

const isNode = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const names = [
    ...text.matchAll(
      /(?:^|[;}\s])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(?\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return names.map((match) => {
    const name = match[1] ?? match[2] ?? '';
    if (isNode(name)) return 'node';
    return name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
  });
}

const sources = (folder: string): string[] =>
  globSync(`${folder}/**/*.{ts,tsx}`).filter((file) => !file.endsWith('.d.ts') && !mains.includes(file));

const isOpenTo = (path: string, target: string): boolean => path === target || path.startsWith(`${target}/`);

describe('the import table of the README', () => {
  for (const [room, targets] of Object.entries(open)) {
    it(`${room} imports only what the table allows`, () => {
      const strangers = sources(room).flatMap((file) =>
        importsOf(file)
          .filter((path) => !isOpenTo(path, room) && !targets.some((target) => isOpenTo(path, target)))
          .map((path) => `${file} -> ${path}`),
      );
      expect(strangers).toEqual([]);
    });
  }

  it('main files are imported by no room', () => {
    const importers = Object.keys(open).flatMap((room) =>
      sources(room).flatMap((file) =>
        importsOf(file)
          .filter((path) => mains.includes(path))
          .map((path) => `${file} -> ${path}`),
      ),
    );
    expect(importers).toEqual([]);
  });

  it('only the media room knows mediasoup, only the store writes SQL', () => {
    const files = sources('server').concat(sources('workers'));
    const media = files.filter(
      (file) => importsOf(file).includes('mediasoup') && !file.startsWith('server/media/'),
    );
    const sql = files.filter((file) =>
      /sql`|\.(insertInto|selectFrom|updateTable|deleteFrom)\(/.test(readFileSync(file, 'utf8')),
    );
    expect(media).toEqual([]);
    expect(sql.filter((file) => !file.startsWith('server/store/'))).toEqual([]);
  });

  it('the README shows this very table', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const room of Object.keys(open)) expect(readme).toContain(`| ${room} |`);
  });
});

describe('how files are named and how long they are', () => {
  const all = ['server', 'workers', 'client', 'verify'].flatMap(sources);

  it('no room for what has no name', () => {
    expect(
      all.filter((file) => /(^|\/)(utils?|helpers?|common|types|index|misc)(\.tsx?|\/)/.test(file)),
    ).toEqual([]);
  });

  it('no file over 300 lines', () => {
    expect(all.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)).toEqual([]);
  });
});
