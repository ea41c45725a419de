import { z } from 'zod';

/** A setting that is missing or wrong: names the variable, what was read and what is expected. */
export class ConfigError extends Error {}

// `z.coerce` would read an empty or blank text as 0.
const whole = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
const port = whole(0, 65535);

/** An address of this site and nothing of a page: links are made by putting a path behind it. */
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine((url) => url.href === `${url.origin}/`)
  .transform((url) => url.origin);

/** Plain HTTP only to this machine: what a provider says of people must not be changed on the way. */
const issuer = z.url({ protocol: /^https?$/ }).regex(/^(https:\/\/|http:\/\/localhost(:\d+)?(\/|$))/);

/** Every variable, with what it is for in words that follow "expected". */
const variables = {
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .describe('a PostgreSQL address such as postgres://hub:password@localhost:5432/hub'),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|unix:\/)/)
    .describe('a Redis address such as redis://localhost:6379, or unix:/path/to.sock'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('a log level: fatal, error, warn, info, debug, trace or silent'),
  HUB_SECRET: z.string().min(32).describe('a secret of at least 32 characters, the same for every server'),
  SIGNING_KEY_FILE: z
    .string()
    .describe(
      'a PEM file (PKCS#8) with an Ed25519 key, the same for every process; `npm run keys` makes one',
    ),
  CHECKPOINT_FILE: z
    .string()
    .optional()
    .describe('a file outside the database that remembers what was signed'),
  TIMESTAMP_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address of a time-stamp authority (RFC 3161), such as http://timestamp.example/tsr'),
  PORT: port.default(8080).describe('a port number from 0 to 65535'),
  HOST: z.string().default('127.0.0.1').describe('an address to listen on, such as 127.0.0.1 or 0.0.0.0'),
  PUBLIC_URL: origin
    .optional()
    .describe('the address people type, without a path, such as https://debates.example'),
  TRUSTED_PROXIES: whole(0, 8).default(0).describe('how many proxies stand in front, 0 to 8'),
  MEDIA_WORKERS: whole(1, 256).optional().describe('how many media workers, 1 to 256'),
  MEDIA_PORT: port.default(0).describe('the first media port, UDP and TCP; 0 takes any free one'),
  MEDIA_ADDRESS: z.string().default('127.0.0.1').describe('the address media workers listen on'),
  ANNOUNCED_ADDRESS: z
    .string()
    .optional()
    .describe('the public address or host name browsers reach the media ports at'),
  OIDC_ISSUER: issuer
    .optional()
    .describe('the address of an OpenID Connect provider, https, such as https://login.example'),
  OIDC_CLIENT_ID: z.string().optional().describe('the name the provider knows the hub by, with OIDC_ISSUER'),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('the secret the provider gave the hub, together with OIDC_ISSUER'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional()
    .describe('the address of a mail server such as smtps://hub:password@mail.example, with MAIL_FROM'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .optional()
    .describe('whom letters come from, such as Debates <debates@party.example>, together with SMTP_URL'),
  DATA_DIR: z.string().default('data').describe('a folder for everything the hub keeps'),
  CAMPAIGN_FILE: z.string().optional().describe('a JSON file that describes the first campaign'),
};

const all = z.object(variables);
const records = { SIGNING_KEY_FILE: true, CHECKPOINT_FILE: true } as const;
const forWorkers = all.pick({
  ...{ DATABASE_URL: true, REDIS_URL: true, LOG_LEVEL: true },
  ...records,
  TIMESTAMP_URL: true,
  ...{ SMTP_URL: true, MAIL_FROM: true, PUBLIC_URL: true, PORT: true },
});
const forKeyFile = all.pick({ SIGNING_KEY_FILE: true });
const forKeys = all.pick({ DATABASE_URL: true, SIGNING_KEY_FILE: true });
const forServer = all.omit({
  ...{ DATA_DIR: true, CAMPAIGN_FILE: true, TIMESTAMP_URL: true },
  ...{ SMTP_URL: true, MAIL_FROM: true },
});
const forSupervisor = all
  .omit({
    ...{ TRUSTED_PROXIES: true, MEDIA_WORKERS: true, MEDIA_PORT: true },
    ...{ MEDIA_ADDRESS: true, ANNOUNCED_ADDRESS: true, TIMESTAMP_URL: true },
  })
  .partial({ DATABASE_URL: true, REDIS_URL: true, HUB_SECRET: true, SIGNING_KEY_FILE: true });

/** A browser cannot reach these: they must be announced by another name. */
const everyAddress = ['0.0.0.0', '::'];

type Name = keyof typeof variables;
type Environment = Record<string, string | undefined>;

/** Parses `env` or says what is wrong with each variable. An empty variable is one that is not set. */
function read<S extends z.ZodObject>(settings: S, env: Environment): z.infer<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map((issue) => issue.path[0] as Name));
  throw cannotStart([...names].map((name) => complaint(name, given[name])));
}

function cannotStart(complaints: readonly string[]): ConfigError {
  return new ConfigError(`The hub cannot start with this configuration:\n  ${complaints.join('\n  ')}`);
}

function complaint(name: Name, value: string | undefined, remark = ''): string {
  const found = value === undefined ? 'it is not set' : `it is ${JSON.stringify(concealed(name, value))}`;
  return `${name}: ${found}${remark}; expected ${variables[name].description}.`;
}

function concealed(name: Name, value: string): string {
  return name === 'HUB_SECRET' || name === 'OIDC_CLIENT_SECRET'
    ? `${value.length} characters`
    : value.replace(/\/\/[^@/]*@/, '//…@');
}

/** How long a process that starts waits for what was perhaps started together with it. */
export const firstAnswerMs = 10_000;

export function unreachable(name: 'DATABASE_URL' | 'REDIS_URL', url: string, cause: unknown): ConfigError {
  const { message = '', code = '' } = cause as NodeJS.ErrnoException;
  return cannotStart([complaint(name, url, `, where nothing usable answers (${message || code})`)]);
}

/** A setting that names a thing which is not what it should be. */
export function cannotUse(
  name: 'SIGNING_KEY_FILE' | 'DATABASE_URL',
  value: string,
  why: string,
): ConfigError {
  return cannotStart([complaint(name, value, ` (${why})`)]);
}

export function taken(name: 'PORT', value: number): ConfigError {
  return cannotStart([complaint(name, `${value}`, ', which another program uses')]);
}

const workersNames = {
  databaseUrl: 'DATABASE_URL',
  redisUrl: 'REDIS_URL',
  logLevel: 'LOG_LEVEL',
  signingKeyFile: 'SIGNING_KEY_FILE',
  checkpointFile: 'CHECKPOINT_FILE',
} as const;
const hubNames = {
  ...workersNames,
  secret: 'HUB_SECRET',
  port: 'PORT',
  host: 'HOST',
  publicUrl: 'PUBLIC_URL',
} as const;

/** The settings under the names they have in the code. */
function named<S, const N extends Record<string, keyof S>>(settings: S, names: N) {
  const entries = Object.entries(names).map(([name, variable]) => [name, settings[variable]]);
  return Object.fromEntries(entries) as { [K in keyof N]: S[N[K]] };
}

export type ServerConfig = ReturnType<typeof readServerConfig>;
export type WorkersConfig = ReturnType<typeof readWorkersConfig>;
export type SupervisorConfig = ReturnType<typeof readSupervisorConfig>;

export function readServerConfig(env: Environment) {
  const settings = read(forServer, env);
  if (everyAddress.includes(settings.MEDIA_ADDRESS) && settings.ANNOUNCED_ADDRESS === undefined) {
    const because = `, and MEDIA_ADDRESS is ${settings.MEDIA_ADDRESS}`;
    throw cannotStart([complaint('ANNOUNCED_ADDRESS', undefined, because)]);
  }
  return {
    ...named(settings, hubNames),
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    trustedProxies: settings.TRUSTED_PROXIES,
    oidc: oidcOf(settings),
    media: {
      workers: settings.MEDIA_WORKERS,
      firstPort: settings.MEDIA_PORT,
      listenAddress: settings.MEDIA_ADDRESS,
      announcedAddress: settings.ANNOUNCED_ADDRESS,
    },
  };
}

/** All three or none: half a provider lets nobody in, and nobody would know why. */
function oidcOf(settings: z.infer<typeof forServer>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { issuer, clientId, clientSecret };
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === names.length) return undefined;
  throw cannotStart(missing.map((name) => complaint(name, undefined)));
}

export function readWorkersConfig(env: Environment) {
  const settings = read(forWorkers, env);
  return {
    ...named(settings, { ...workersNames, timestampUrl: 'TIMESTAMP_URL' }),
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    mail: mailOf(settings),
  };
}

/** Both or none: letters from nobody are refused, and nobody would know why. */
function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: mailFrom }: z.infer<typeof forWorkers>) {
  if (smtpUrl !== undefined && mailFrom !== undefined) return { smtpUrl, mailFrom };
  if (smtpUrl === undefined && mailFrom === undefined) return undefined;
  throw cannotStart([complaint(smtpUrl === undefined ? 'SMTP_URL' : 'MAIL_FROM', undefined)]);
}

/** What making a key needs. */
export function readKeyFileConfig(env: Environment) {
  return named(read(forKeyFile, env), { signingKeyFile: 'SIGNING_KEY_FILE' });
}

/** What the rest of `npm run keys` needs. */
export function readKeysConfig(env: Environment) {
  return named(read(forKeys, env), { databaseUrl: 'DATABASE_URL', signingKeyFile: 'SIGNING_KEY_FILE' });
}

/** What one machine needs when nothing is given: everything has a default. */
export function readSupervisorConfig(env: Environment) {
  return named(read(forSupervisor, env), { ...hubNames, dataDir: 'DATA_DIR', campaignFile: 'CAMPAIGN_FILE' });
}
