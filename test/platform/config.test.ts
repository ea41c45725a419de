import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  readServerConfig,
  readSupervisorConfig,
  readWorkersConfig,
} from '../../server/platform/config.ts';

const good = {
  DATABASE_URL: 'postgres://hub:pass@localhost:5432/hub',
  REDIS_URL: 'redis://localhost:6379',
  HUB_SECRET: 'x'.repeat(32),
  SIGNING_KEY_FILE: '/etc/hub/signing-key.pem',
};

function complaint(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('wrong configuration names the variable, what was read and what is expected', () => {
  it('what is missing', () => {
    const said = complaint(() => readServerConfig({}));
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'HUB_SECRET', 'SIGNING_KEY_FILE']) {
      expect(said).toMatch(new RegExp(`${name}: it is not set; expected .+\\.`));
    }
  });

  const wrong: [string, string][] = [
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['TRUSTED_PROXIES', '-1'],
    ['PUBLIC_URL', 'debates.example'],
    ['PUBLIC_URL', 'ftp://debates.example'],
    ['PUBLIC_URL', 'https://debates.example/hub'],
    ['PUBLIC_URL', 'https://debates.example/?from=mail'],
    ['PORT', ' '],
    ['DATABASE_URL', 'mysql://localhost'],
    ['REDIS_URL', 'localhost:6379'],
    ['MEDIA_WORKERS', '0'],
    ['LOG_LEVEL', 'loud'],
  ];
  it.each(wrong)('%s=%s', (name, value) => {
    const said = complaint(() => readServerConfig({ ...good, [name]: value }));
    expect(said).toContain(`${name}: it is ${JSON.stringify(value)}; expected `);
  });

  it.each(['DATABASE_URL', 'REDIS_URL', 'HUB_SECRET'])('%s given to a supervisor', (name) => {
    const said = complaint(() => readSupervisorConfig({ [name]: 'nonsense' }));
    expect(said).toMatch(new RegExp(`${name}: it is .+; expected a .+\\.`));
  });

  it('letters need both a mail server and somebody they come from', () => {
    const smtp = { SMTP_URL: 'smtps://hub:quince@mail.example' };
    expect(complaint(() => readWorkersConfig({ ...good, ...smtp }))).toContain('MAIL_FROM: it is not set');
    expect(complaint(() => readWorkersConfig({ ...good, MAIL_FROM: 'hub@party.example' }))).toContain(
      'SMTP_URL',
    );
    for (const wrong of [
      { SMTP_URL: 'mail.example', MAIL_FROM: 'hub@party.example' },
      { ...smtp, MAIL_FROM: 'nobody' },
      { ...smtp, MAIL_FROM: 'a@b.example\r\nBcc: all@b.example' },
    ])
      expect(complaint(() => readWorkersConfig({ ...good, ...wrong }))).not.toContain('quince');
    const { mail, publicUrl } = readWorkersConfig({ ...good, ...smtp, MAIL_FROM: 'Hub <hub@party.example>' });
    expect(mail).toEqual({ smtpUrl: smtp.SMTP_URL, mailFrom: 'Hub <hub@party.example>' });
    expect(publicUrl).toBe('http://localhost:8080');
  });

  it('media on every address needs a name that browsers can reach', () => {
    expect(complaint(() => readServerConfig({ ...good, MEDIA_ADDRESS: '0.0.0.0' }))).toContain(
      'ANNOUNCED_ADDRESS',
    );
    expect(
      readServerConfig({ ...good, MEDIA_ADDRESS: '0.0.0.0', ANNOUNCED_ADDRESS: '203.0.113.7' }),
    ).toBeTruthy();
  });

  it('a secret and a password are not shown', () => {
    expect(complaint(() => readServerConfig({ ...good, HUB_SECRET: 'shh' }))).not.toContain('shh');
    const said = complaint(() =>
      readServerConfig({ ...good, REDIS_URL: 'http://user:open-sesame@localhost' }),
    );
    expect(said).not.toContain('open-sesame');
  });

  it('a supervisor needs nothing, workers need no secret', () => {
    expect(readSupervisorConfig({})).toMatchObject({ port: 8080, dataDir: 'data' });
    expect(readWorkersConfig({ ...good, HUB_SECRET: undefined })).toMatchObject({ redisUrl: good.REDIS_URL });
  });

  it('a provider of sign-ins is given whole, over TLS but for one on this machine, or not at all', () => {
    const oidc = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'hub', OIDC_CLIENT_SECRET: 'shh' };
    const wanted = { issuer: 'https://login.example', clientId: 'hub', clientSecret: 'shh' };
    expect(readServerConfig({ ...good, ...oidc }).oidc).toEqual(wanted);
    expect(readServerConfig(good).oidc).toBeUndefined();
    for (const name of Object.keys(oidc))
      expect(complaint(() => readServerConfig({ ...good, ...oidc, [name]: undefined }))).toContain(
        `${name}: it is not set; expected `,
      );
    for (const OIDC_ISSUER of ['http://login.example', 'login.example'])
      expect(complaint(() => readServerConfig({ ...good, ...oidc, OIDC_ISSUER }))).toContain('OIDC_ISSUER');
    const here = readServerConfig({ ...good, ...oidc, OIDC_ISSUER: 'http://localhost:9000' });
    expect(here.oidc).toMatchObject({ issuer: 'http://localhost:9000' });
  });

  it('an empty variable is one that is not set', () => {
    const env = { PORT: '', PUBLIC_URL: '', TRUSTED_PROXIES: '', HOST: '', MEDIA_WORKERS: '' };
    const unset = readServerConfig(good);
    expect(readServerConfig({ ...good, ...env })).toEqual(unset);
    expect(unset).toMatchObject({ port: 8080, host: '127.0.0.1', publicUrl: 'http://localhost:8080' });
    expect(complaint(() => readServerConfig({ ...good, HUB_SECRET: '' }))).toContain(
      'HUB_SECRET: it is not set; expected ',
    );
  });

  it('an address typed with a slash at its end makes the same links', () => {
    const { publicUrl } = readServerConfig({ ...good, PUBLIC_URL: 'https://Debates.example:443/' });
    expect(publicUrl).toBe('https://debates.example');
  });
});
