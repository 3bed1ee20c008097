import { randomBytes } from 'node:crypto';
import { withClient } from '@blunari/db/server';
import { seriesSchema, summarySchema } from '@blunari/schema/insights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { viewsNow } from '../support/visitor-events.ts';
import { storeViews } from './support/stored-visits.ts';

let test: TestApp;
let tenant: TestTenant;
let token: string;

beforeAll(async () => {
  test = await startTestApp({ limits: { batchesWithoutToken: 1000 } });
  tenant = await createTenant(test.urls.owner);
  await storeViews(test.urls.owner, tenant, 1500);
  await test.visit({
    method: 'POST',
    url: `/w/${tenant.booking.key}/i`,
    payload: { pageUrl: 'https://lucia.example/menu', referrer: '', events: viewsNow(3) },
  });
  token = (await makeToken(tenant)).token;
});
afterAll(() => test.close());

const ownerOf = ({ members }: TestTenant) => test.clientOf(members.owner);
const makeToken = async (of: TestTenant, expiresAt?: string) =>
  (await ownerOf(of)).apiTokens.create.mutate({ tenantId: of.id, name: 'Till', ...(expiresAt ? { expiresAt } : {}) });

const today = () => Temporal.Now.plainDateISO('Europe/Rome').toString();

function ask(path: string, query: Record<string, string> = {}, bearer = token, headers: Record<string, string> = {}) {
  return test.staff({
    url: `/api/v1/insights/${path}`,
    query: { from: today(), to: today(), ...query },
    headers: { authorization: `Bearer ${bearer}`, ...headers },
  });
}

async function run(text: string, values: readonly unknown[]) {
  return withClient(test.urls.owner, (client) => client.query<Record<string, unknown>>(text, [...values]));
}

describe('a question of a program', () => {
  it.each([
    ['summary', {}],
    ['series', {}],
    ['funnel', { widget: 'booking' }],
    ['breakdown', { dimension: 'page' }],
    ['breakdown', { dimension: 'page', by: 'device', value: 'desktop' }],
    ['heat-map', {}],
    ['lead-time', { comparedFrom: '2026-01-01' }],
    ['turned-away', {}],
  ])('%s %j is answered as the dashboard’s is', async (name, query) => {
    const byToken = await ask(name, query);
    const byPerson = await ask(name, { ...query, tenant: tenant.id }, await test.tokenOf(tenant.members.viewer));
    expect([byToken.statusCode, byPerson.statusCode]).toEqual([200, 200]);
    expect(byToken.json()).toEqual(byPerson.json());
  });

  it('counts what was visited', async () => {
    expect(summarySchema.parse((await ask('summary')).json()).now).toMatchObject({ sessions: 3, views: 3 });
    expect(seriesSchema.parse((await ask('series')).json()).unit).toBe('hour');
    const { rows } = (await ask('breakdown', { dimension: 'page', by: 'device', value: 'desktop' })).json();
    expect(rows).toMatchObject([{ value: '/menu', sessions: 3 }]);
  });

  it('is not answered twice while the answer stays the same', async () => {
    const first = await ask('summary', { from: '2026-01-01', to: '2026-01-02' });
    const etag = String(first.headers['etag']);
    const again = await ask('summary', { from: '2026-01-01', to: '2026-01-02' }, token, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await ask('summary', {}, token, { 'if-none-match': etag });
    expect(other.statusCode).toBe(200);
  });

  it.each([
    ['summary', { from: 'yesterday' }],
    ['summary', { from: '2020-01-01' }],
    ['summary', { by: 'page' }],
    ['heat-map', { by: 'page', value: '/' }],
    ['breakdown', {}],
    ['breakdown', { dimension: "page'; drop table public.tenants; --" }],
    ['summary', { widget: 'x' }],
    ['summary', { role: 'postgres' }],
  ])('%s %j is refused', async (name, query) => {
    const { statusCode, body } = await ask(name, query);
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'invalid_input' });
  });
});

it('exports every visit of its restaurant', async () => {
  const { body } = await ask('export.ndjson', { from: '2026-11-02', to: '2026-11-02' });
  expect(body.match(/\n/g)).toHaveLength(1500);
});

describe('a token', () => {
  it('of one restaurant says nothing of another', async () => {
    const other = await createTenant(test.urls.owner);
    const { token: theirs } = await makeToken(other);
    expect((await ask('summary', { tenant: tenant.id }, theirs)).statusCode).toBe(404);
    expect(summarySchema.parse((await ask('summary', {}, theirs)).json()).now.views).toBe(0);
    expect((await ask('export.ndjson', { from: '2026-11-02', to: '2026-11-02' }, theirs)).body).toBe('');
  });

  it('is no way to anything but insights, behind the API as little as in front of it', async () => {
    const digest = (
      await run(
        `select encode(token_digest, 'hex') as digest, id::text from public.widget_api_tokens where tenant_id = $1`,
        [tenant.id],
      )
    ).rows[0];
    const claims = { sub: String(digest?.['id']), api_token: String(digest?.['digest']) };
    const seen = await test.db.as({ role: 'authenticated', claims }, async (tx) => [
      await tx.widgetAnalyticsDay.count(),
      await tx.widgetAnalyticsEvent.count(),
      await tx.widgetConfiguration.count(),
      await tx.widgetSettings.count(),
      await tx.widgetBooking.count(),
      await tx.widgetApiToken.count(),
    ]);
    expect(seen).toEqual([expect.any(Number), 0, 0, 0, 0, 0]);
    expect(seen[0]).toBeGreaterThan(0);
    const trpc = await test.staff({ url: '/trpc/me.get', headers: { authorization: `Bearer ${token}` } });
    expect(trpc.statusCode).toBe(401);
  });

  it.each([
    'blu_',
    'blu_x',
    `blu_${'0'.repeat(64)}`,
    `blu_${randomBytes(8000).toString('hex').slice(0, 12_000)}`,
    "blu_'or'1'='1",
  ])('that was made up is refused: %#', async (guess) => {
    const { statusCode, body } = await ask('summary', {}, guess);
    expect([statusCode, JSON.parse(body).code]).toEqual([401, 'not_signed_in']);
  });

  it('is refused once it is revoked, and once it is too old', async () => {
    const client = await ownerOf(tenant);
    const revoked = await makeToken(tenant);
    expect((await ask('summary', {}, revoked.token)).statusCode).toBe(200);
    await client.apiTokens.revoke.mutate({ tokenId: revoked.id });
    expect((await ask('summary', {}, revoked.token)).statusCode).toBe(401);
    const old = await makeToken(tenant, new Date(Date.now() + 3_600_000).toISOString());
    await run(`update public.widget_api_tokens set expires_at = now() where id = $1`, [old.id]);
    expect((await ask('summary', {}, old.token)).statusCode).toBe(401);
  });

  it('is told once, kept as a digest, and listed with its last use for admins alone', async () => {
    const made = await makeToken(tenant);
    await ask('summary', {}, made.token);
    const listed = await (await test.clientOf(tenant.members.admin)).apiTokens.list.query({ tenantId: tenant.id });
    const row = listed.find(({ id }) => id === made.id);
    expect(row).toMatchObject({ name: 'Till', prefix: made.token.slice(0, 12), lastUsedAt: expect.any(String) });
    expect(JSON.stringify(listed)).not.toContain(made.token);
    const editor = await test.clientOf(tenant.members.editor);
    await expect(editor.apiTokens.list.query({ tenantId: tenant.id })).rejects.toThrow(/admin/);
    await expect(editor.apiTokens.create.mutate({ tenantId: tenant.id, name: 'x' })).rejects.toThrow(/admin/);
    await expect(editor.apiTokens.revoke.mutate({ tokenId: made.id })).rejects.toThrow(/no such token/);
  });

  it('leaves its making and its end in the audit, without itself', async () => {
    const client = await ownerOf(tenant);
    const made = await makeToken(tenant);
    await client.apiTokens.revoke.mutate({ tokenId: made.id });
    const { rows } = await run(
      `select action, actor::text, after::text from public.widget_audit where subject = $1 order by done_at`,
      [made.id],
    );
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
      ['token.created', tenant.members.owner],
      ['token.revoked', tenant.members.owner],
    ]);
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });
});

it('refuses one token that asks too often, and not the others', async () => {
  const { token: busy } = await makeToken(tenant);
  const answers = [];
  for (let asked = 0; asked < 121; asked += 1) answers.push((await ask('summary', { by: 'page' }, busy)).statusCode);
  expect(answers.at(0)).toBe(400);
  expect(answers.at(-1)).toBe(429);
  const otherwise = await ask('summary', {}, busy, { authorization: `bEARER ${busy}` });
  expect(otherwise.statusCode).toBe(429);
  expect((await ask('summary')).statusCode).toBe(200);
});
