import type { ClientBase } from 'pg';
import {
  demoBookings,
  demoPeople,
  demoRequests,
  demoTenants,
  demoTotals,
  greenForkAudience,
  greenForkCatering,
  greenForkPlace,
  greenForkPlans,
  luciaAudience,
  luciaBooking,
  luciaCatering,
  luciaPlace,
  luciaPlans,
  type DemoPerson,
  type DemoTenant,
} from '@blunari/schema/demo';
import { withClient } from '../server/with-client.ts';
import { insertBookings } from './insert-bookings.ts';
import { insertRequests } from './insert-requests.ts';
import { insertTenant } from './insert-tenant.ts';
import { insertTotals } from './insert-totals.ts';
import { setUpWidget } from './set-up-widget.ts';
import { localDateOf, wallTimeIn } from './wall-time.ts';

export interface SeedOptions {
  /** The demo's days are counted from here. */
  readonly now: Date;
  /** Who works where; all of them must exist in `auth.users`. Default: demoPeople. */
  readonly users?: readonly DemoPerson[];
}

/** Any constant of ours: two seedings at once take turns. */
const lockKey = 7_261_350_043;

/**
 * Fills a migrated database with the two restaurants of the demo. All or nothing; a restaurant that is there already
 * is left as people have changed it, its members included.
 * @returns whether anything was new
 */
export async function seedDemo(ownerUrl: string, options: SeedOptions): Promise<{ readonly isNew: boolean }> {
  return withClient(ownerUrl, async (client) => {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1::bigint)', [lockKey]);
    const isLuciaNew = await seedLucia(client, options.now);
    const isGreenForkNew = await seedGreenFork(client, options.now);
    const newTenants = [...(isLuciaNew ? [demoTenants.lucia] : []), ...(isGreenForkNew ? [demoTenants.greenFork] : [])];
    await addMembers(client, newTenants, options.users ?? demoPeople);
    await client.query('commit');
    return { isNew: isLuciaNew || isGreenForkNew };
  });
}

async function seedLucia(client: ClientBase, now: Date): Promise<boolean> {
  const tenant = demoTenants.lucia;
  const { timeZone } = luciaPlace;
  if (!(await insertTenant(client, tenant, luciaPlace))) return false;
  const today = localDateOf(now, timeZone);
  const config = luciaBooking(today);
  const bookingId = await setUpWidget(client, tenant, { type: 'booking', config });
  const cateringId = await setUpWidget(client, tenant, { type: 'catering', config: luciaCatering });
  const bookings = demoBookings(config, wallTimeIn(timeZone), today, now);
  await insertBookings(client, tenant.id, bookingId, bookings, config.capacity.seats);
  const requests = demoRequests(luciaPlans, luciaCatering, wallTimeIn(timeZone), today, now);
  await insertRequests(client, tenant.id, cateringId, requests, luciaPlace);
  const seen = { audience: luciaAudience, timeZone, now };
  const booking = { id: bookingId, tenantId: tenant.id, type: 'booking' } as const;
  await insertTotals(client, booking, demoTotals(180, 0.11, wallTimeIn(timeZone), today, now), seen);
  const catering = { id: cateringId, tenantId: tenant.id, type: 'catering' } as const;
  await insertTotals(client, catering, demoTotals(22, 0.045, wallTimeIn(timeZone), today, now), seen);
  return true;
}

async function seedGreenFork(client: ClientBase, now: Date): Promise<boolean> {
  const tenant = demoTenants.greenFork;
  const { timeZone } = greenForkPlace;
  if (!(await insertTenant(client, tenant, greenForkPlace))) return false;
  const today = localDateOf(now, timeZone);
  await client.query(
    `update public.widget_configurations set public_key = $2::text where tenant_id = $1::uuid and widget_type = 'booking'`,
    [tenant.id, tenant.keys.booking],
  );
  const cateringId = await setUpWidget(client, tenant, { type: 'catering', config: greenForkCatering });
  const requests = demoRequests(greenForkPlans, greenForkCatering, wallTimeIn(timeZone), today, now);
  await insertRequests(client, tenant.id, cateringId, requests, greenForkPlace);
  const catering = { id: cateringId, tenantId: tenant.id, type: 'catering' } as const;
  const seen = { audience: greenForkAudience, timeZone, now };
  await insertTotals(client, catering, demoTotals(64, 0.06, wallTimeIn(timeZone), today, now), seen);
  return true;
}

async function addMembers(
  client: ClientBase,
  tenants: readonly DemoTenant[],
  people: readonly DemoPerson[],
): Promise<void> {
  const members = people.filter((person) => tenants.some(({ id }) => id === person.tenantId));
  const { rows } = await client.query(
    'select id::text from unnest($1::uuid[]) as wanted (id) where not exists (select from auth.users u where u.id = wanted.id)',
    [members.map((each) => each.id)],
  );
  if (rows.length > 0) throw new Error(`Create the users of the demo first: ${rows.length} are missing in auth.users.`);
  await client.query(
    `insert into public.tenant_members (tenant_id, user_id, role)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[])
     on conflict (tenant_id, user_id) do nothing`,
    [members.map((each) => each.tenantId), members.map((each) => each.id), members.map((each) => each.role)],
  );
}
