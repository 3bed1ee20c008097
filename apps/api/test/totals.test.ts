import { randomBytes, randomUUID } from 'node:crypto';
import { addDays } from '@blunari/schema/calendar';
import { uuidv7 } from '@blunari/schema/identifiers';
import { buildCateringConfig } from '@blunari/schema/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const buildView = () => ({
  id: uuidv7(Date.now(), (bytes) => new Uint8Array(randomBytes(bytes.length))),
  type: 'view',
  sessionId: randomUUID(),
});

describe("today's totals", () => {
  it('are zero, then what visitors did', async () => {
    const tenant = await createTenant(test.urls.owner, {
      catering: { menu: JSON.parse(JSON.stringify(buildCateringConfig().menu)) },
    });
    const client = await test.clientOf(tenant.members.viewer);
    const read = async () => (await client.insights.today.query({ tenantId: tenant.id }))[0];
    expect(await read()).toMatchObject({ id: tenant.booking.id, version: 0, views: 0 });
    const stored = await test.visit({
      method: 'POST',
      url: `/w/${tenant.booking.key}/i`,
      payload: { pageUrl: '', referrer: '', events: [buildView(), buildView()] },
    });
    expect(stored.statusCode).toBe(202);
    const totals = await read();
    expect(totals).toMatchObject({ views: 2, interactions: 0, conversions: 0, sessions: 2, convertedSessions: 0 });
    expect(totals?.lastViewAt).toBeDefined();
    const localDate = totals?.localDate ?? '';
    const onDay = (day: string) => client.insights.onDay.query({ tenantId: tenant.id, localDate: day });
    expect((await onDay(localDate))[0]).toEqual(totals);
    expect((await onDay(addDays(localDate, -7)))[0]).toMatchObject({ views: 0, sessions: 0 });
  });

  it('know the language of each event', async () => {
    const tenant = await createTenant(test.urls.owner);
    const used = { ...buildView(), type: 'interaction', step: 'party', locale: 'de' };
    const stored = await test.visit({
      method: 'POST',
      url: `/w/${tenant.booking.key}/i`,
      payload: { pageUrl: '', referrer: '', events: [{ ...buildView(), locale: 'it' }, buildView(), used] },
    });
    expect(stored.statusCode).toBe(202);
    const days = await test.db.as({ role: 'authenticated', claims: { sub: tenant.members.viewer } }, (tx) =>
      tx.widgetAnalyticsDay.findMany({
        where: { tenantId: tenant.id, dimension: 'language' },
        select: { dimension: true, value: true, views: true, interactions: true },
        orderBy: [{ dimension: 'asc' }, { value: 'asc' }],
      }),
    );
    expect(days).toEqual([
      { dimension: 'language', value: 'de', views: 0, interactions: 1 },
      { dimension: 'language', value: 'it', views: 1, interactions: 0 },
    ]);
  });
});
