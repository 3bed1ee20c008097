import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database, type Tx } from '../src/client.ts';
import { toAppError } from '../src/errors.ts';
import { applyRetention } from '../src/jobs/apply-retention.ts';
import { rebuildRollups } from '../src/jobs/rebuild-rollups.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { changeBookingStatus } from '../src/queries/bookings/change-booking-status.ts';
import { grantOver } from '../src/queries/bookings/grant-over.ts';
import { moveBooking } from '../src/queries/bookings/move-booking.ts';
import { overbookedSlots } from '../src/queries/bookings/overbooked-slots.ts';
import { eraseGuest } from '../src/queries/guests/erase-guest.ts';
import { exportGuest } from '../src/queries/guests/export-guest.ts';
import { publishDraft } from '../src/queries/widgets/publish-draft.ts';
import { saveWidget } from '../src/queries/widgets/save-widget.ts';
import { setPublishMode } from '../src/queries/widgets/set-publish-mode.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, hoursAhead, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { sure } from './support/stored-widget.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;
let bookingId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  tenant = await createTenant(test.urls.owner);
  bookingId = sure(await database.visitor.createBooking(tenant.booking.key, buildBooking())).id;
  await query(
    test.urls.owner,
    'DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;',
  );
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const range = { from: hoursAhead(30), to: hoursAhead(31) };

/** Everything that reads one of the two tables for a visitor. */
const visits: Readonly<Record<keyof Database['visitor'], (() => Promise<unknown>) | 'does without'>> = {
  widget: () => database.visitor.widget(tenant.booking.key),
  bookingLoad: () => database.visitor.bookingLoad(tenant.booking.key, range.from, range.to),
  createBooking: () => database.visitor.createBooking(tenant.booking.key, buildBooking()),
  storedBooking: () => database.visitor.storedBooking(tenant.booking.key, buildBooking()),
  earlierBooking: () => database.visitor.earlierBooking(tenant.booking.key, randomUUID()),
  bookingOfGuest: () => database.visitor.bookingOfGuest(tenant.booking.key, { bookingId, secret: 'x' }),
  cancelAsGuest: () => database.visitor.cancelAsGuest(tenant.booking.key, { bookingId, secret: 'x' }),
  createRequest: () => database.visitor.createRequest(tenant.catering.key, buildRequest()),
  storedRequest: () => database.visitor.storedRequest(tenant.catering.key, buildRequest()),
  earlierRequest: () => database.visitor.earlierRequest(tenant.catering.key, randomUUID()),
  recordEvents: () => database.visitor.recordEvents(tenant.booking.key, { events: [], visit }),
  recordBatches: () => database.visitor.recordBatches([{ key: tenant.booking.key, events: [buildEvent()], visit }]),
  useApiToken: 'does without',
  journalSecrets: 'does without',
  countVisits: 'does without',
  flushDueTicks: 'does without',
  flushFlagNews: 'does without',
};

/** What staff do, and whether it needs the tables. */
const acts: readonly (readonly [name: string, act: (tx: Tx) => Promise<unknown>, needsTables: boolean])[] = [
  ['list widgets', (tx) => tx.widgetConfiguration.findMany({ where: { tenantId: tenant.id } }), true],
  ['save', (tx) => saveWidget(tx, { widgetId: tenant.booking.id, baseVersion: 2, patch: {} }), true],
  ['publish', (tx) => publishDraft(tx, { widgetId: tenant.booking.id, draftVersion: 1 }), true],
  ['choose when to publish', (tx) => setPublishMode(tx, { widgetId: tenant.booking.id, publishMode: 'draft' }), true],
  [
    'grant covers',
    (tx) => grantOver(tx, { tenantId: tenant.id, area: 'main', ...range, covers: 2, reason: 'x' }),
    true,
  ],
  ['see what is overbooked', (tx) => overbookedSlots(tx, { tenantId: tenant.id, ...range }), true],
  ['move', (tx) => moveBooking(tx, { bookingId, partySize: 3 }), true],
  ['read events', (tx) => tx.widgetAnalyticsEvent.findMany({ where: { tenantId: tenant.id } }), true],
  ['cancel', (tx) => changeBookingStatus(tx, { bookingId, status: 'cancelled' }), false],
  ['reinstate', (tx) => changeBookingStatus(tx, { bookingId, status: 'confirmed' }), true],
  ['export a guest', (tx) => exportGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }), false],
  ['erase a guest', (tx) => eraseGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }), false],
];

describe('while the two tables are removed', () => {
  it.each(Object.entries(visits))('a visitor who calls %s is told to come back later', async (_, visitor) => {
    if (visitor === 'does without') {
      expect(await database.visitor.flushDueTicks()).toMatchObject({ ok: true });
      expect(await database.visitor.countVisits()).toEqual({ ok: true, value: 0 });
    } else expect(await visitor()).toMatchObject({ ok: false, error: { code: 'unavailable', retryAfterMs: 60_000 } });
  });

  it.each(acts)('staff who %s are told, or served', async (_, act, needsTables) => {
    const answer = await database.as(tenant.owner, act).then(
      () => 'served',
      (error: unknown) => toAppError(error).code,
    );
    expect(answer).toBe(needsTables ? 'unavailable' : 'served');
  });

  it('the jobs that run by themselves go on', async () => {
    await expect(applyRetention(test.urls.owner)).resolves.toBeTypeOf('number');
    await expect(rebuildRollups(test.urls.owner)).resolves.toBeTypeOf('number');
  });

  it('all works again after the migration', async () => {
    await migrate(test.urls.owner);
    expect(await database.visitor.createBooking(tenant.booking.key, buildBooking())).toMatchObject({ ok: true });
    await database.as(tenant.owner, (tx) => changeBookingStatus(tx, { bookingId, status: 'confirmed' }));
  });
});
