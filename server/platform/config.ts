import { z } from 'zod';

/** A setting that is missing or wrong: names the variable, what was read and what is expected. */
export class ConfigError extends Error {}

const port = z.coerce.number().int().min(0).max(65535);

const shared = {
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
};

const serverOnly = {
  HUB_SECRET: z.string().min(32).describe('a secret of at least 32 characters, the same for every server'),
  PORT: port.default(8080).describe('a port number from 0 to 65535'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('an address to listen on, such as 127.0.0.1 or 0.0.0.0'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address people type, such as https://debates.example'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(8)
    .default(0)
    .describe('how many proxies stand in front, 0 to 8'),
  MEDIA_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe('how many media workers, 1 to 256'),
  MEDIA_PORT: port.default(0).describe('the first media port, UDP and TCP; 0 takes any free one'),
  MEDIA_ADDRESS: z.string().min(1).default('127.0.0.1').describe('the address media workers listen on'),
  ANNOUNCED_ADDRESS: z
    .string()
    .min(1)
    .optional()
    .describe('the public address or host name browsers reach the media ports at'),
};

/** A browser cannot reach these: they must be announced by another name. */
const everyAddress = ['0.0.0.0', '::'];

type Environment = Record<string, string | undefined>;

/** Parses `env` or says, for each wrong variable, its name, what was read and what is expected. */
function read<S extends z.ZodRawShape>(shape: S, env: Environment): z.infer<z.ZodObject<S>> {
  const result = z.object(shape).safeParse(env);
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const lines = [...names].map((name) => {
    const value = env[name];
    const found = value === undefined ? 'it is not set' : `it is ${JSON.stringify(concealed(name, value))}`;
    return `  ${name}: ${found}; expected ${(shape[name] as z.ZodType).description}.`;
  });
  throw new ConfigError(`The hub cannot start with this configuration:\n${lines.join('\n')}`);
}

function concealed(name: string, value: string): string {
  return name === 'HUB_SECRET' ? `${value.length} characters` : value.replace(/\/\/[^@/]*@/, '//…@');
}

export type ServerConfig = ReturnType<typeof readServerConfig>;
export type WorkersConfig = ReturnType<typeof readWorkersConfig>;

export function readServerConfig(env: Environment) {
  const settings = read({ ...shared, ...serverOnly }, env);
  if (everyAddress.includes(settings.MEDIA_ADDRESS) && settings.ANNOUNCED_ADDRESS === undefined) {
    throw new ConfigError(
      `The hub cannot start with this configuration:\n  ANNOUNCED_ADDRESS: it is not set; expected ${serverOnly.ANNOUNCED_ADDRESS.description}, because MEDIA_ADDRESS is ${settings.MEDIA_ADDRESS}.`,
    );
  }
  return {
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    secret: settings.HUB_SECRET,
    logLevel: settings.LOG_LEVEL,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
    trustedProxies: settings.TRUSTED_PROXIES,
    media: {
      workers: settings.MEDIA_WORKERS,
      firstPort: settings.MEDIA_PORT,
      listenAddress: settings.MEDIA_ADDRESS,
      announcedAddress: settings.ANNOUNCED_ADDRESS,
    },
  };
}

export function readWorkersConfig(env: Environment) {
  const settings = read(shared, env);
  return {
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    logLevel: settings.LOG_LEVEL,
  };
}

const supervisorOnly = {
  DATABASE_URL: shared.DATABASE_URL.optional(),
  REDIS_URL: shared.REDIS_URL.optional(),
  HUB_SECRET: serverOnly.HUB_SECRET.optional(),
  LOG_LEVEL: shared.LOG_LEVEL,
  PORT: serverOnly.PORT,
  HOST: serverOnly.HOST,
  PUBLIC_URL: serverOnly.PUBLIC_URL,
  DATA_DIR: z.string().min(1).default('data').describe('a folder for everything the hub keeps'),
  CAMPAIGN_FILE: z.string().min(1).optional().describe('a JSON file that describes the first campaign'),
};

export type SupervisorConfig = ReturnType<typeof readSupervisorConfig>;

/** What one machine needs when nothing is given: everything has a default. */
export function readSupervisorConfig(env: Environment) {
  const settings = read(supervisorOnly, env);
  return {
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    secret: settings.HUB_SECRET,
    logLevel: settings.LOG_LEVEL,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    dataDir: settings.DATA_DIR,
    campaignFile: settings.CAMPAIGN_FILE,
  };
}
