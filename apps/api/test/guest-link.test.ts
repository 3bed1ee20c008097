import { guestBookingSchema, type BookingReceipt, type GuestLink } from '@blunari/schema/booking';
import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookFirstFree } from './support/book-first-free.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;
let receipt: BookingReceipt;
let link: GuestLink;

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 10_000, batches: 10_000 } });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
  receipt = await bookFirstFree(test, tenant, { name: 'Ada', email: 'ada@example.com', phone: '051 123 456' });
  link = { bookingId: receipt.id, secret: receipt.guestSecret ?? '' };
});
afterAll(() => test.close());

const post = (act: 'mine' | 'mine/cancel', body: unknown = link, key = tenant.booking.key, headers = {}) =>
  test.visit({
    method: 'POST',
    url: `/w/${key}/bookings/${act}`,
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

const change = (sql: string) => withClient(test.urls.owner, (client) => client.query(sql));

describe('the link of a guest', () => {
  it('shows the booking by the wall clock, and nothing of the guest', async () => {
    const answer = await post('mine');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { guestSecret: _, ...told } = receipt;
    expect(answer.json()).toEqual({ ...told, canCancel: true });
  });

  it('cancels once, however often it is pressed, and staff see who did it', async () => {
    for (const press of [1, 2]) {
      const answer = await post('mine/cancel');
      expect([press, answer.statusCode]).toEqual([press, 200]);
      expect(guestBookingSchema.parse(answer.json())).toMatchObject({ status: 'cancelled', canCancel: false });
    }
    expect((await post('mine')).json()).toMatchObject({ status: 'cancelled', canCancel: false });
    const client = await test.clientOf(tenant.members.viewer);
    const { history } = await client.bookings.get.query({ bookingId: receipt.id });
    expect(history).toMatchObject([
      { changes: { status: { was: 'confirmed', is: 'cancelled' } }, changedByName: null },
      { kind: 'created' },
    ]);
  });

  it('cancels nothing too late, and says so', async () => {
    await change(
      `update public.widget_bookings set starts_at = now() + interval '119 minutes' where id = '${receipt.id}'`,
    );
    expect((await post('mine')).json()).toMatchObject({ status: 'confirmed', canCancel: false });
    const answer = await post('mine/cancel');
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'outside_rules']);
  });

  it('works while the widget is paused', async () => {
    await change(`update public.widget_configurations set is_active = false where tenant_id = '${tenant.id}'`);
    expect((await post('mine')).json()).toMatchObject({ canCancel: true });
    expect((await post('mine/cancel')).json()).toMatchObject({ status: 'cancelled' });
  });

  it('of another booking, restaurant or widget is as one that never was', async () => {
    const other = await createTenant(test.urls.owner);
    const theirs = await bookFirstFree(test, other, { name: 'Ivo', email: 'ivo@example.com', phone: '051 123 456' });
    const answers = await Promise.all(
      (['mine', 'mine/cancel'] as const).flatMap((act) => [
        post(act, { ...link, bookingId: theirs.id }),
        post(act, { ...link, secret: '0'.repeat(64) }),
        post(act, link, other.booking.key),
        post(act, link, tenant.catering.key),
      ]),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect((await post('mine')).json()).toMatchObject({ status: 'confirmed' });
  });

  it('is not for pages that the restaurant does not know', async () => {
    await change(
      `update public.widget_settings set allowed_origins = '{https://lucia.example}' where tenant_id = '${tenant.id}'`,
    );
    const evil = { origin: 'https://evil.example' };
    for (const act of ['mine', 'mine/cancel'] as const) {
      expect((await post(act, link, tenant.booking.key, evil)).json()).toMatchObject({ code: 'origin_refused' });
    }
    expect((await post('mine')).json()).toMatchObject({ status: 'confirmed' });
  });
});
