import { simulatedVisitsSchema, simulateVisitsSchema, testRunInputSchema, testRunSchema } from '@blunari/schema/api';
import { addDays } from '@blunari/schema/calendar';
import { bookingDefaults, cateringDefaults, type WidgetConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { addTenant, addWidget } from '../seed/fill-restaurant.ts';
import { isoOf } from '../state/backend.ts';
import { clockIn, wallTimeIn } from '../state/clock.ts';
import { newId, newPublicKey } from '../state/new-ids.ts';
import type { NewEvent, TenantRecord, WidgetRecord } from '../state/records.ts';
import { recordEvents } from '../state/totals.ts';
import { widgetsOf } from '../state/widgets.ts';
import { bookTable } from '../visitors/book-table.ts';
import { procedure, type Call } from './procedure.ts';
import { isTester, notForYou } from './setup.ts';

const timeZone = 'Europe/Rome';

/** As many tests as a person may have at a time, such as in other tabs. */
const maxRuns = 5;

/** Restaurants of the caller's tests. */
const testTenantsOf = ({ state, userId }: Call): readonly TenantRecord[] =>
  [...state.tenants.values()].filter(({ testRun }) => testRun?.tester === userId);

function end(call: Call, tenantId: string): void {
  const { state } = call;
  const mine = testTenantsOf(call);
  const ended = mine.find(({ id }) => id === tenantId)?.testRun;
  for (const { id } of mine.filter(({ testRun }) => testRun?.id === ended?.id)) {
    for (const widget of widgetsOf(state, id)) state.widgets.delete(widget.id);
    for (const [key, booking] of state.bookings) if (booking.tenantId === id) state.bookings.delete(key);
    state.tenants.delete(id);
  }
}

function makeRestaurant(call: Call, runId: string, name: string, isActive: boolean): TenantRecord {
  const id = newId(call);
  const nothing = { phone: '', email: '', street: '', postcode: '', city: '', country: '' };
  const place = { ...nothing, name: '', timeZone, currency: 'EUR', locales: ['en'], defaultLocale: 'en' };
  const testRun = { id: runId, tester: call.userId };
  const tenant = addTenant(call, { id, name, slug: `test-${id}`, place, testRun });
  const widgets: readonly WidgetConfig[] = [
    { type: 'booking', config: bookingDefaults },
    { type: 'catering', config: cateringDefaults },
  ];
  for (const widget of widgets) {
    addWidget(call, tenant, { id: newId(call), publicKey: newPublicKey(call), ...widget }, isActive);
  }
  return tenant;
}

const tooMany = appError(
  'outside_rules',
  'Five tests of yours are under way. End one in its tab, or wait until ten minutes after you closed it.',
);
const over = appError('not_found', 'This test is over. Start it again.');

/** The booking widget of a restaurant that is of the caller's own test. */
function findTestWidget(call: Call, tenantId: string): Result<{ tenant: TenantRecord; widget: WidgetRecord }> {
  const tenant = testTenantsOf(call).find(({ id }) => id === tenantId);
  const widget = widgetsOf(call.state, tenantId).find(({ type }) => type === 'booking');
  return tenant && widget ? ok({ tenant, widget }) : err(over);
}

export const testRunProcedures = {
  'testRuns.begin': procedure(z.undefined(), testRunSchema, (call) => {
    if (!isTester(call)) return err(notForYou);
    if (new Set(testTenantsOf(call).map(({ testRun }) => testRun?.id)).size >= maxRuns) return err(tooMany);
    const runId = newId(call);
    const mine = makeRestaurant(call, runId, 'Osteria di Prova', true);
    mine.members.set(call.userId, 'owner');
    const other = makeRestaurant(call, runId, 'Osteria Accanto', false);
    const otherWidgetId = widgetsOf(call.state, other.id)[0]?.id ?? '';
    return ok({ tenantId: mine.id, otherTenantId: other.id, otherWidgetId });
  }),
  'testRuns.keep': procedure(testRunInputSchema, z.boolean(), (call, { tenantId }) =>
    ok(testTenantsOf(call).some(({ id }) => id === tenantId)),
  ),
  'testRuns.end': procedure(testRunInputSchema, z.null(), (call, { tenantId }) => {
    end(call, tenantId);
    return ok(null);
  }),
  'testRuns.readConfig': procedure(testRunInputSchema, z.object({ version: z.number().int() }), (call, input) => {
    const found = findTestWidget(call, input.tenantId);
    return found.ok ? ok({ version: found.value.widget.version }) : found;
  }),
  'testRuns.simulateVisits': procedure(simulateVisitsSchema, simulatedVisitsSchema, (call, input) => {
    const found = findTestWidget(call, input.tenantId);
    if (!found.ok) return found;
    const { tenant, widget } = found.value;
    const types = [
      ...Array<'view'>(input.views).fill('view'),
      ...Array<'interaction'>(input.interactions).fill('interaction'),
    ];
    recordEvents(
      call,
      tenant,
      types.map((type) => eventOf(call, widget.id, type)),
    );
    const booked = Array.from({ length: input.conversions }, () => book(call, widget));
    const bookedCount = booked.filter(Boolean).length;
    return ok({ eventCount: types.length, bookedCount, fullCount: booked.length - bookedCount });
  }),
};

function eventOf(call: Call, widgetId: string, type: NewEvent['type']): NewEvent {
  const told = { pageUrl: 'https://test.example/', referrer: '' };
  return { id: newId(call), type, widgetId, sessionId: newId(call), atMs: call.now(), ...told };
}

/** A table on some evening of the next weeks; false where that one is full, or a Monday. */
function book(call: Call, { publicKey }: WidgetRecord): boolean {
  const [day = 0, quarter = 0] = call.randomBytes(new Uint8Array(2));
  const { localDate } = clockIn(timeZone).localOf(call.now());
  const minutes = 18 * 60 + 30 + 15 * (quarter % 13);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  const startsAtMs = wallTimeIn(timeZone)(addDays(localDate, 2 + (day % 56)), time).getTime();
  const wish = {
    idempotencyKey: newId(call),
    partySize: 2,
    startsAt: isoOf(startsAtMs),
    guest: { name: 'Marta Bianchi', email: 'guest@test.example', phone: '+39051123456' },
    notes: '',
    locale: 'it',
    sessionId: newId(call),
    pageUrl: '',
  };
  return bookTable({ ...call, widgetUrl: '', dashboardOrigin: '' }, { key: publicKey, origin: undefined }, wish).ok;
}
