import { frameBootstrapSchema } from '@blunari/schema/api';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp({ now: () => Date.parse('2026-11-20T10:00:05Z') });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

async function run(text: string, values: readonly unknown[]): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query(text, [...values]);
  await client.end();
}

const frame = (key: string, headers: Record<string, string> = {}) => test.visit({ url: `/w/${key}`, headers });

function bootstrapIn(html: string) {
  const text = /<script type="application\/json" id="blunari-bootstrap">(.*?)<\/script>/s.exec(html)?.[1];
  return frameBootstrapSchema.parse(JSON.parse(text ?? ''));
}

const preloadsOf = async (key: string, headers: Record<string, string> = {}) =>
  Array.from((await frame(key, headers)).body.matchAll(/<link rel="modulepreload" href="(.*?)">/g), ([, path]) => path);

describe('the page of a widget', () => {
  it('carries its settings and loads what was built', async () => {
    const page = await frame(tenant.booking.key);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<script type="module" src="/w/assets/frame-abc.js">');
    expect(page.body).toContain('<link rel="stylesheet" href="/w/assets/frame-abc.css">');
    expect(page.body).toContain('<link rel="modulepreload" href="/w/assets/shared-def.js">');
    expect(bootstrapIn(page.body)).toMatchObject({
      publicKey: tenant.booking.key,
      type: 'booking',
      isActive: true,
      place: { name: 'Da Test', timeZone: 'Europe/Rome' },
      realtime: { url: 'http://127.0.0.1:8080', apiKey: test.keys.anonKey },
      dashboardOrigin: 'http://localhost:8080',
      serverNow: '2026-11-20T10:00:05.000Z',
    });
  });

  it('asks for the modules of a catering widget beside its script, and only there', async () => {
    expect(await preloadsOf(tenant.catering.key)).toEqual([
      '/w/assets/shared-def.js',
      '/w/assets/CateringWidget-ghi.js',
      '/w/assets/prices-jkl.js',
    ]);
    expect(await preloadsOf(tenant.booking.key)).toEqual(['/w/assets/shared-def.js']);
  });

  it('loads the words of the language that the guest will read beside its script', async () => {
    await run(`update public.widget_settings set locales = '{en,it}', default_locale = 'en' where tenant_id = $1`, [
      tenant.id,
    ]);
    const { key } = tenant.booking;
    const italian = ['/w/assets/shared-def.js', '/w/assets/it-pqr.js'];
    expect(await preloadsOf(key, { 'accept-language': 'ja, it-CH;q=0.9, en;q=0.8' })).toEqual(italian);
    expect(await preloadsOf(`${key}?lang=it`, { 'accept-language': 'en' })).toEqual(italian);
    expect(await preloadsOf(key, { 'accept-language': 'en-GB, it;q=0.9' })).toEqual(['/w/assets/shared-def.js']);
    expect(await preloadsOf(tenant.catering.key, { 'accept-language': 'it' })).toContain('/w/assets/it-pqr.js');
    const page = await frame(key, { 'accept-language': 'it' });
    expect(page.headers['vary']).toContain('accept-language');
    const english = await frame(key, { 'if-none-match': String(page.headers['etag']), 'accept-language': 'en' });
    expect(english.statusCode).toBe(200);
  });

  it('tells visitors nothing of capacity, hours and rules', async () => {
    const { config } = bootstrapIn((await frame(tenant.booking.key)).body);
    expect(Object.keys(Object(config)).toSorted()).toEqual(['appearance', 'form', 'party', 'texts']);
    const again = await test.visit({ url: `/w/${tenant.booking.key}/config` });
    expect(again.json().config).toEqual(config);
  });

  it('cannot be broken out of by what a tenant writes', async () => {
    const attack = '</script><script>alert(1)</script><!-- \u2028';
    await run(
      `update public.widget_configurations set config = jsonb_set(config, '{texts,title}', jsonb_build_object('en', $2::text))
       where id = $1`,
      [tenant.booking.id, attack],
    );
    await run('update public.widget_settings set name = $2 where tenant_id = $1', [tenant.id, '"><img src=x>']);
    const { body } = await frame(tenant.booking.key);
    expect(body.match(/<script/g)).toHaveLength(2);
    expect(body.match(/<\/script/g)).toHaveLength(2);
    expect(body).not.toContain('<img');
    expect(bootstrapIn(body).config).toMatchObject({ texts: { title: { en: attack } } });
  });

  it('says without its settings that it is paused', async () => {
    await run('update public.widget_configurations set is_active = false where id = $1', [tenant.booking.id]);
    const bootstrap = bootstrapIn((await frame(tenant.booking.key)).body);
    expect(bootstrap.isActive).toBe(false);
    expect(bootstrap).not.toHaveProperty('config');
  });

  it('falls back section by section where a tool wrote nonsense', async () => {
    await run(
      `update public.widget_configurations set config = config || '{"party": {"min": "many"}, "form": 7}' where id = $1`,
      [tenant.booking.id],
    );
    expect(bootstrapIn((await frame(tenant.booking.key)).body).config).toMatchObject({
      party: { min: 1, max: 8, default: 2 },
      form: { phone: 'required', notes: 'optional' },
    });
  });

  it('stays up when a tool wrote nonsense about the restaurant', async () => {
    await run(
      `update public.widget_settings
       set default_locale = 'Italiano', email = 'nobody', allowed_origins = array[E'https://a.example\\nx', '', 'https://lucia.example']
       where tenant_id = $1`,
      [tenant.id],
    );
    const page = await frame(tenant.booking.key);
    expect(page.statusCode).toBe(200);
    expect(bootstrapIn(page.body).place).toMatchObject({ name: 'Da Test', email: '', defaultLocale: 'en' });
    expect(page.headers['content-security-policy']).toContain(
      "frame-ancestors https://lucia.example http://localhost:8080 'self';",
    );
  });

  it.each(['wk_00000000000000000000', 'wk_short', 'constructor', '%00', 'wk_%3Cscript%3E', 'x'.repeat(300)])(
    'is not found for the key %s, in words that may stand in a frame',
    async (key) => {
      const page = await frame(key, { accept: 'text/html' });
      expect([400, 404, 414]).toContain(page.statusCode);
      expect(page.body).not.toContain('<script>');
    },
  );

  it('is asked for again by its tag, and changes it with every change', async () => {
    const first = await frame(tenant.booking.key);
    const etag = String(first.headers['etag']);
    expect(first.headers['cache-control']).toContain('stale-while-revalidate');
    const again = await frame(tenant.booking.key, { 'if-none-match': etag });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    await run(`update public.widget_configurations set is_active = false where id = $1`, [tenant.booking.id]);
    expect((await frame(tenant.booking.key, { 'if-none-match': etag })).statusCode).toBe(200);
  });

  it('tells its settings again by their tag, without a body while nothing changed', async () => {
    const url = `/w/${tenant.booking.key}/config`;
    const first = await test.visit({ url });
    const etag = String(first.headers['etag']);
    const again = await test.visit({ url, headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    await run('update public.widget_settings set name = $2 where tenant_id = $1', [tenant.id, 'Da Lucia']);
    const changed = await test.visit({ url, headers: { 'if-none-match': etag } });
    expect(changed.statusCode).toBe(200);
    expect(changed.json().place.name).toBe('Da Lucia');
    expect(changed.headers['etag']).not.toBe(etag);
  });

  it('may be framed by anyone, or by those the restaurant names and the dashboard', async () => {
    const policyOf = async () => String((await frame(tenant.booking.key)).headers['content-security-policy']);
    expect(await policyOf()).toContain('frame-ancestors *;');
    await run(`update public.widget_settings set allowed_origins = '{https://lucia.example}' where tenant_id = $1`, [
      tenant.id,
    ]);
    expect(await policyOf()).toContain("frame-ancestors https://lucia.example http://localhost:8080 'self';");
    expect(await policyOf()).toContain("script-src 'self';");
  });
});

describe('the page of a simulated widget', () => {
  it('names the dashboard that may frame it and hand it one, and asks no database', async () => {
    const asked = vi.spyOn(test.db.visitor, 'widget');
    const page = await test.visit({ url: '/w/simulated?preview=1' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('{"simulatedBy":"http://localhost:8080"}');
    expect(page.body).toContain('<script type="module" src="/w/assets/frame-abc.js">');
    expect(page.headers['content-security-policy']).toContain("frame-ancestors http://localhost:8080 'self';");
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});
