import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { eraseGuest } from '../../src/queries/guests/erase-guest.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

const desk = 'desk@hotel.example';

let test: TestDatabase;
let database: Database;
let mine: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  mine = await createTenant(test.urls.owner, 'UTC');
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** A hotel's desk books for its guests, under their names and numbers, and staff write about every sixth. */
async function bookForMany(bookings: number): Promise<void> {
  await query(
    test.urls.owner,
    `insert into public.widget_bookings (tenant_id, widget_id, reference, status, party_size, starts_at,
       duration_minutes, buffer_minutes, guest_name, guest_email, guest_phone, source)
     select '${mine.id}', '${mine.booking.id}',
       translate(substr(lpad(to_hex(n), 6, '0'), 1, 3) || '-' || substr(lpad(to_hex(n), 6, '0'), 4, 3),
         '01abcdef', 'GHJKCDFM'),
       'cancelled', 2, now() + interval '1 day', 90, 0, 'May Guest' || md5(n::text), '${desk}', '+39 051 ' || 100000 + n, 'phone'
     from generate_series(1, ${bookings}) as n;
     insert into public.widget_audit (tenant_id, action, subject, reason)
     select '${mine.id}', 'booking.over_granted', 'main',
       'may guest' || md5((6 * n)::text) || ' may call +39-051-' || 100000 + 6 * n || ' for will'
     from generate_series(1, ${bookings / 6}) as n`,
  );
}

it('forgets a guest of 3,000 bookings under as many names, and nobody else’s words', async () => {
  await bookForMany(3000);
  const erased = await database.as(mine.admin, (tx) => eraseGuest(tx, { tenantId: mine.id, email: desk }));
  expect(erased).toMatchObject({ bookings: 3000 });
  const reasons = await query(
    test.urls.owner,
    `select distinct reason from public.widget_audit where action = 'booking.over_granted'`,
  );
  expect(reasons).toEqual([{ reason: '… may call +… for will' }]);
  expect(await query(test.urls.owner, `select from public.widget_bookings where guest_name <> 'Guest'`)).toEqual([]);
});
