import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const problemOf = (source: Record<string, string>): string => {
  const env = readEnv(source);
  return env.ok ? 'accepted' : env.error;
};

describe('the environment', () => {
  it('needs nothing: two origins on one port, and a data folder in the repository', () => {
    const env = readEnv({});
    expect(env).toMatchObject({
      ok: true,
      value: {
        port: 8080,
        demoPort: 8081,
        publicUrl: 'http://localhost:8080',
        widgetUrl: 'http://127.0.0.1:8080',
        demoUrl: 'http://localhost:8081',
        supabase: undefined,
      },
    });
    if (env.ok) expect(env.value.dataDir).toMatch(/[\\/]\.data$/);
  });

  it('follows PORT in every address and takes an empty variable for an unset one', () => {
    expect(readEnv({ PORT: '9000', HOST: '', SUPABASE_URL: '' })).toMatchObject({
      value: { publicUrl: 'http://localhost:9000', widgetUrl: 'http://127.0.0.1:9000', host: undefined },
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
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY is not usable: "true"/],
    [{ TRUST_PROXY: '0.0.0.0/0' }, /^TRUST_PROXY/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY/],
    [{ PORT: '8081' }, /choose two ports/],
    [{ WIDGET_URL: 'widgets.example.com' }, /^WIDGET_URL/],
    [{ PUBLIC_URL: 'https://app.example.com/dashboard' }, /more than scheme, host and port/],
    [{ DATABASE_URL: 'postgres://a:b@c/d' }, /SUPABASE_URL is not/],
    [{ SUPABASE_URL: 'https://x.supabase.co' }, /SUPABASE_ANON_KEY is needed/],
    [{ SUPABASE_URL: 'https://x.supabase.co', SUPABASE_ANON_KEY: 'k' }, /DATABASE_URL/],
  ])('says in one line what is wrong with %o', (source, words) => {
    const problem = problemOf(source);
    expect(problem).toMatch(words);
    expect(problem).not.toContain('\n');
  });

  it('never repeats a secret', () => {
    expect(problemOf({ DATABASE_URL: 'mysql://me:hunter2@host/db' })).not.toContain('hunter2');
  });
});
