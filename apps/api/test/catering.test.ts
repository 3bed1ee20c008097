import { randomUUID } from 'node:crypto';
import { addDays, weekdayOf } from '@blunari/schema/calendar';
import { requestReceiptSchema } from '@blunari/schema/catering';
import { appErrorSchema } from '@blunari/schema/errors';
import { buildCateringConfig } from '@blunari/schema/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 1000, batches: 1000 } });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner, { catering: { menu: buildCateringConfig().menu } }, 'Europe/London');
});
afterAll(() => test.close());

/** A day the caterer works, far enough ahead. */
function workingDay(): string {
  const day = addDays(new Date().toISOString().slice(0, 10), 20);
  return weekdayOf(day) === 'sun' ? addDays(day, 1) : day;
}

const buildWish = () => ({
  idempotencyKey: randomUUID(),
  localDate: workingDay(),
  localTime: '12:30',
  guests: 40,
  packageId: 'garden-buffet',
  contact: { name: 'Amara Cole', email: 'amara@example.com', phone: '' },
  company: 'Studio Navile',
  notes: 'Two of us eat no gluten.',
  locale: 'en',
  sessionId: randomUUID(),
  pageUrl: '',
});

const ask = (wish: object) => test.visit({ method: 'POST', url: `/w/${tenant.catering.key}/requests`, payload: wish });

async function moveTo(timeZone: string): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query('update public.widget_settings set time_zone = $2 where tenant_id = $1', [tenant.id, timeZone]);
  await client.end();
}

describe('asking for catering', () => {
  it('gives a receipt with our own estimate, shows it to staff and counts it', async () => {
    const wish = buildWish();
    const answer = await ask(wish);
    expect(answer.statusCode).toBe(201);
    const receipt = requestReceiptSchema.parse(answer.json());
    expect(receipt).toMatchObject({
      localDate: wish.localDate,
      localTime: '12:30',
      guests: 40,
      packageName: { en: 'Garden Buffet' },
      totalMinor: 108_000,
      status: 'new',
    });
    const client = await test.clientOf(tenant.members.viewer);
    expect(await client.requests.list.query({ tenantId: tenant.id, limit: 10 })).toMatchObject([
      { id: receipt.id, contactName: 'Amara Cole', company: 'Studio Navile', totalMinor: 108_000 },
    ]);
    const totals = await client.insights.today.query({ tenantId: tenant.id });
    expect(totals.find(({ id }) => id === tenant.catering.id)).toMatchObject({ conversions: 1 });
  });

  it('is taken in once, however often it arrives', async () => {
    const wish = buildWish();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(wish)));
    expect(new Set(answers.map((answer) => `${answer.statusCode} ${answer.json().id}`)).size).toBe(1);
    const changed = await ask({ ...wish, guests: 50 });
    expect([changed.statusCode, changed.json().earlier]).toEqual([409, answers[0]?.json()]);
  });

  it('knows a repeat by what the guest sent, though the restaurant has corrected its time zone since', async () => {
    const wish = buildWish();
    const first = await ask(wish);
    await moveTo('Asia/Tokyo');
    const repeat = await ask(wish);
    expect([repeat.statusCode, repeat.json().id]).toEqual([201, first.json().id]);
    const client = await test.clientOf(tenant.members.viewer);
    expect(await client.requests.list.query({ tenantId: tenant.id, limit: 10 })).toHaveLength(1);
  });

  it('gives a late repeat its receipt, though the restaurant has changed its rules and paused the widget since', async () => {
    const wish = buildWish();
    const first = await ask(wish);
    const { widgets } = await test.clientOf(tenant.members.admin);
    const widgetId = tenant.catering.id;
    const { version } = await widgets.get.query({ widgetId });
    const patch = { guests: { min: 60, max: 80 } };
    expect((await widgets.save.mutate({ widgetId, baseVersion: version, patch })).status).toBe('saved');
    const isReceipt = async () => {
      const repeat = await ask(wish);
      expect([repeat.statusCode, repeat.json()]).toEqual([201, first.json()]);
      expect((await ask({ ...wish, notes: '' })).json()).toMatchObject({
        code: 'idempotency_mismatch',
        earlier: first.json(),
      });
    };
    await isReceipt();
    expect((await ask({ ...wish, idempotencyKey: randomUUID() })).json()).toMatchObject({ code: 'outside_rules' });
    await widgets.setActive.mutate({ widgetId, isActive: false });
    await isReceipt();
    expect((await ask({ ...wish, idempotencyKey: randomUUID() })).json()).toMatchObject({ code: 'widget_inactive' });
  });

  it('believes no price from outside', async () => {
    const answer = await ask({ ...buildWish(), estimate: { totalMinor: 1 } });
    expect([answer.statusCode, appErrorSchema.parse(answer.json()).code]).toEqual([400, 'invalid_input']);
  });

  it('is refused by the rules in words, and by a booking widget', async () => {
    const tooFew = await ask({ ...buildWish(), guests: 12 });
    expect([tooFew.statusCode, tooFew.json()]).toEqual([
      422,
      { code: 'outside_rules', message: 'This package is for 20 guests or more.' },
    ]);
    const wrong = await test.visit({ method: 'POST', url: `/w/${tenant.booking.key}/requests`, payload: buildWish() });
    expect(wrong.statusCode).toBe(404);
  });

  it('is paused with the widget', async () => {
    const client = await test.clientOf(tenant.members.owner);
    await client.widgets.setActive.mutate({ widgetId: tenant.catering.id, isActive: false });
    expect((await ask(buildWish())).json()).toMatchObject({ code: 'widget_inactive' });
  });
});
