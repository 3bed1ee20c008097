import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

describe('two origins on one port', () => {
  it.each(['/dashboard', '/dashboard/runtime.json', '/dashboard/assets/main-abc.js', '/trpc/me.get', '/'])(
    '%s is the staff side: it does not exist where widgets are',
    async (url) => {
      expect((await test.staff({ url })).statusCode).not.toBe(404);
      expect((await test.visit({ url })).statusCode).toBe(404);
    },
  );

  it('keeps embed.js and widgets away from where staff sign in', async () => {
    for (const url of [
      '/embed.js',
      `/w/${tenant.booking.key}`,
      `/w/${tenant.booking.key}/config`,
      '/w/assets/frame-abc.js',
    ]) {
      expect((await test.visit({ url })).statusCode, url).toBe(200);
      expect((await test.staff({ url })).statusCode, url).toBe(404);
    }
  });

  it('knows no other host name, and only the health of it', async () => {
    const headers = { host: 'evil.example' };
    for (const url of ['/dashboard', '/trpc/me.get', '/embed.js', `/w/${tenant.booking.key}`]) {
      expect((await test.visit({ url, headers })).statusCode, url).toBe(404);
    }
    expect((await test.visit({ url: '/readyz', headers })).json()).toEqual({ status: 'ready' });
    expect((await test.visit({ url: '/healthz', headers })).json()).toEqual({ status: 'ok' });
  });

  it('says in plain words where the dashboard is', async () => {
    const page = await test.visit({ url: '/dashboard', headers: { accept: 'text/html' } });
    expect(page.body).toContain('The dashboard is at http://localhost:8080/dashboard.');
    expect(page.headers['content-type']).toContain('text/plain');
    expect((await test.visit({ url: '/nothing' })).json()).toMatchObject({ code: 'not_found' });
  });
});

describe('the dashboard', () => {
  it('is its page for each of its own routes, and nothing for a file that is not there', async () => {
    const page = await test.staff({ url: '/dashboard/widgets/booking' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<title>Dashboard</title>');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await test.staff({ url: '/dashboard/assets/gone.js' })).statusCode).toBe(404);
    expect((await test.staff({ url: '/' })).headers.location).toBe('/dashboard');
  });

  it('keeps hashed files for ever', async () => {
    const file = await test.staff({ url: '/dashboard/assets/main-abc.js' });
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('tells the page where everything is', async () => {
    const runtime = await test.staff({ url: '/dashboard/runtime.json' });
    expect(runtime.json()).toEqual({
      supabaseUrl: 'http://localhost:8080',
      supabaseAnonKey: test.keys.anonKey,
      widgetUrl: 'http://127.0.0.1:8080',
      demoUrl: 'http://localhost:8081',
      hasTestPage: false,
    });
  });

  it('may not be framed, and frames widgets only', async () => {
    const { headers } = await test.staff({ url: '/dashboard' });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('frame-src http://127.0.0.1:8080');
    expect(policy).toContain('ws://localhost:8080');
    expect(policy).toContain("script-src 'self';");
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  });
});

it('answers an address that is none as it answers everything: an error body, and the headers', async () => {
  const answer = await test.visit({ url: '/w/%E0%A4%A' });
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_input']);
  expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
});

describe('files of a build', () => {
  it.each([
    '/w/.vite/manifest.json',
    '/w/assets/..%2f..%2fkeys.json',
    '/w/assets/%2e%2e/.vite/manifest.json',
    '/dashboard/..%2fkeys.json',
    '/dashboard/%2e%2e/%2e%2e/keys.json',
  ])('%s is not served', async (url) => {
    const send = url.startsWith('/w/') ? test.visit : test.staff;
    const answer = await send({ url });
    expect(answer.body).not.toContain('"d"');
    expect(answer.body).not.toContain('isEntry');
  });
});
