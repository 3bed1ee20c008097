import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const problemOf = (source: Record<string, string>): string => {
  const env = readEnv(source);
  return env.ok ? 'accepted' : env.error;
};

const hasPage = (source: Record<string, string>): boolean => {
  const env = readEnv(source);
  return env.ok && env.value.hasTestPage;
};

describe('the environment', () => {
  it('needs nothing: two origins on one port, and a data folder in the repository', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      ok: true,
      value: {
        port: 8080,
        demoPort: 8081,
        metricsPort: undefined,
        publicUrl: 'http://localhost:8080',
        widgetUrl: 'http://127.0.0.1:8080',
        demoUrl: 'http://localhost:8081',
        supabase: undefined,
      },
    });
    if (env.ok) expect(env.value.dataDir).toMatch(/[\\/]\.data$/);
  });

  it('has the test page where only this machine reaches the product, unless it is told', () => {
    expect(hasPage({})).toBe(true);
    expect(hasPage({ TEST_PAGE: 'off' })).toBe(false);
    expect(hasPage({ HOST: '0.0.0.0' })).toBe(false);
    expect(hasPage({ PUBLIC_URL: 'https://app.example.com' })).toBe(false);
    expect(hasPage({ HOST: '0.0.0.0', TEST_PAGE: 'on' })).toBe(true);
  });

  it('follows PORT in every address and takes an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '9000', HOST: '', SUPABASE_URL: '' })).toMatchObject({
      value: { publicUrl: 'http://localhost:9000', widgetUrl: 'http://127.0.0.1:9000', host: undefined },
    });
  });

  it('takes how mails go and how Auth behaves', () => {
    expect(readEnv({ PUBLIC_URL: 'https://app.example.com' })).toMatchObject({
      value: {
        mail: { smtpUrl: undefined, from: 'Blunari <no-reply@app.example.com>' },
        auth: { isSignupEnabled: false, passwordChange: 'session', sessionLifetimeS: undefined, redirectUrls: [] },
      },
    });
    const given = {
      SMTP_URL: 'smtp://user:secret@mail.example.com:587',
      MAIL_FROM: 'Lucia <ciao@lucia.example>',
      AUTH_SIGNUP: 'on',
      AUTH_PASSWORD_CHANGE: 'current_password',
      AUTH_SESSION_DAYS: '30',
      AUTH_REDIRECT_URLS: 'https://staff.example.com, https://shared.example.com/blunari',
    };
    expect(readEnv(given)).toMatchObject({
      value: {
        mail: { smtpUrl: given.SMTP_URL, from: given.MAIL_FROM },
        auth: {
          isSignupEnabled: true,
          passwordChange: 'current_password',
          sessionLifetimeS: 2_592_000,
          redirectUrls: ['https://staff.example.com', 'https://shared.example.com/blunari'],
        },
      },
    });
  });

  it('takes a project whose tokens are believed too, by the keys it publishes and, where it is told, by its secret', () => {
    const url = 'https://x.supabase.co';
    const jwtSecret = 's'.repeat(32);
    expect(readEnv({})).toMatchObject({ value: { trustedProject: undefined } });
    expect(readEnv({ TRUSTED_SUPABASE_URL: `${url}/` })).toMatchObject({
      value: { supabase: undefined, trustedProject: { url, jwtSecret: undefined } },
    });
    expect(readEnv({ TRUSTED_SUPABASE_URL: url, TRUSTED_SUPABASE_JWT_SECRET: jwtSecret })).toMatchObject({
      value: { trustedProject: { url, jwtSecret } },
    });
  });

  it('leaves the login of the owner to whoever migrates', () => {
    expect(readEnv({ DATABASE_OWNER_URL: 'not read here' }).ok).toBe(true);
  });

  it.each([
    [{}, undefined],
    [{ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8' }, ['127.0.0.1', '10.0.0.0/8', 'fd00::/8']],
  ])('trusts the proxies that %o names', (source, trustedProxies) => {
    expect(readEnv(source)).toMatchObject({ ok: true, value: { trustedProxies } });
  });

  it('drops the trailing slash of an origin', () => {
    expect(readEnv({ WIDGET_URL: 'https://w.example.com/' })).toMatchObject({
      value: { widgetUrl: 'https://w.example.com' },
    });
  });

  it.each([
    [{ PORT: 'http' }, /^PORT is not usable: "http"/],
    [{ PORT: '70000' }, /^PORT/],
    [{ PORT: '9464', METRICS_PORT: '9464' }, /^METRICS_PORT/],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY is not usable: "true"/],
    [{ TRUST_PROXY: '0.0.0.0/0' }, /^TRUST_PROXY/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY/],
    [{ SMTP_URL: 'http://user:secret@mail.example' }, /^SMTP_URL is not usable: its value/],
    [{ AUTH_SIGNUP: 'yes' }, /^AUTH_SIGNUP is not usable: "yes"/],
    [{ AUTH_REDIRECT_URLS: 'https://a.example,javascript:alert(1)' }, /^AUTH_REDIRECT_URLS/],
    [{ AUTH_SESSION_DAYS: '0' }, /^AUTH_SESSION_DAYS/],
    [{ PORT: '8081' }, /choose two ports/],
    [{ WIDGET_URL: 'widgets.example.com' }, /^WIDGET_URL/],
    [{ PUBLIC_URL: 'https://app.example.com/dashboard' }, /more than scheme, host and port/],
    [{ DATABASE_URL: 'postgres://a:b@c/d' }, /SUPABASE_URL is not/],
    [{ SUPABASE_URL: 'https://x.supabase.co' }, /SUPABASE_ANON_KEY is needed/],
    [{ SUPABASE_URL: 'https://x.supabase.co', SUPABASE_ANON_KEY: 'k' }, /DATABASE_URL/],
    [{ TRUSTED_SUPABASE_URL: 'x.supabase.co' }, /^TRUSTED_SUPABASE_URL is not usable/],
    [{ TRUSTED_SUPABASE_URL: 'https://x.supabase.co/auth/v1' }, /more than scheme, host and port/],
    [{ TRUSTED_SUPABASE_JWT_SECRET: 's'.repeat(40) }, /TRUSTED_SUPABASE_URL is needed/],
    [{ TRUSTED_SUPABASE_URL: 'http://localhost:8080' }, /name another server/],
    [
      {
        SUPABASE_URL: 'https://x.supabase.co',
        SUPABASE_ANON_KEY: 'k',
        DATABASE_URL: 'postgres://a:b@c/d',
        TRUSTED_SUPABASE_URL: 'https://y.supabase.co',
      },
      /leave it out where SUPABASE_URL is set/,
    ],
  ])('says in one line what is wrong with %o', (source, words) => {
    const problem = problemOf(source);
    expect(problem).toMatch(words);
    expect(problem).not.toContain('\n');
  });

  it('never repeats a secret', () => {
    expect(problemOf({ DATABASE_URL: 'mysql://me:hunter2@host/db' })).not.toContain('hunter2');
    const short = { TRUSTED_SUPABASE_URL: 'https://x.supabase.co', TRUSTED_SUPABASE_JWT_SECRET: 'hunter2hunter2' };
    expect(problemOf(short)).toMatch(/^TRUSTED_SUPABASE_JWT_SECRET is not usable: its value/);
    expect(problemOf(short)).not.toContain('hunter2');
  });
});
