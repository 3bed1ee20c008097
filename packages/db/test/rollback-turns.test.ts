import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { MIGRATION_LOCK } from '../src/migrate/lock.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { withClient } from '../src/server/with-client.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { addTenant, createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { paste, readScript, ROLLBACK, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';
import { useWidgets } from './support/use-widgets.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

async function newProduct(tenantCount = 3): Promise<Product> {
  const made = await createProduct(superuserUrl, passwords, { tenantCount });
  products.push(made);
  return made;
}

beforeEach(async () => {
  product = await newProduct();
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('a rollback', () => {
  it('waits, pasted, while a migration is at work, and may be pasted twice at once', async () => {
    const before = await snapshot(product.superuser);
    await migrate(product.owner);
    const migrated = await snapshot(product.superuser);
    await withClient(product.owner, async (other) => {
      await other.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
      const pasted = Promise.all([paste(product.owner, ROLLBACK), paste(product.owner, ROLLBACK)]);
      await expect
        .poll(() => query(product.owner, `select from pg_locks where locktype = 'advisory' and not granted`))
        .toHaveLength(2);
      expect(await snapshot(product.superuser)).toEqual(migrated);
      await other.query('select pg_advisory_unlock($1::bigint)', [MIGRATION_LOCK]);
      await pasted;
    });
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('lets staff finish who hold a booking and then ask for its quarter hours', async () => {
    const before = await snapshot(product.superuser);
    await migrate(product.owner);
    // Held up before it comes to our tables, until somebody is in the middle of something there.
    await withClient(product.superuser, async (reader) => {
      await reader.query('begin; lock table realtime.messages in access share mode');
      const pasted = paste(product.owner, ROLLBACK);
      await untilAwaited(product.superuser, 'realtime.messages');
      await withClient(product.owner, async (staff) => {
        await staff.query('begin; lock table public.widget_bookings in row exclusive mode');
        await reader.query('commit');
        await untilAwaited(product.superuser, 'public.widget_bookings');
        await staff.query('lock table public.widget_booking_slots in row exclusive mode; commit');
      });
      await pasted;
    });
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('that was broken off is undone by the migration, though restaurants and people went meanwhile', async () => {
    const bare = await newProduct(0);
    await migrate(bare.owner);
    const [gone, kept] = [await addTenant(bare.owner), await addTenant(bare.owner)];
    await query(
      bare.superuser,
      `insert into auth.users (id) values ('${gone}'), ('${kept}');
       insert into public.tenant_members (tenant_id, user_id, role)
         select t.id, u.id, 'owner' from public.tenants t cross join auth.users u;
       insert into public.widget_audit (tenant_id, action, subject) values ('${gone}', 'a', 'b')`,
    );
    await useWidgets(bare.owner);
    const before = await snapshot(bare.superuser);
    await withClient(bare.owner, async (reader) => {
      await reader.query('begin; select from realtime.messages');
      const end = new AbortController();
      const broken = withClient(bare.owner, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        end.signal.addEventListener('abort', () => {
          void query(bare.superuser, `select pg_terminate_backend(${String(rows[0]?.pid)})`);
        });
        await client.query(await readScript(ROLLBACK));
      });
      await untilAwaited(bare.superuser, 'realtime.messages');
      end.abort();
      await expect(broken).rejects.toThrow();
      await reader.query('rollback');
    });
    await query(bare.owner, `delete from public.tenants where id = '${gone}'`);
    await query(bare.superuser, `delete from auth.users where id = '${gone}'`);
    await migrate(bare.owner);
    expect(await snapshot(bare.superuser)).toEqual(before);
    expect(await wrongChecks(bare.owner)).toEqual([]);
    expect(await query(bare.owner, 'select distinct tenant_id, user_id from public.tenant_members')).toEqual([
      { tenant_id: kept, user_id: kept },
    ]);
    expect(await query(bare.owner, `select tenant_id from public.widget_audit where action = 'a'`)).toEqual([
      { tenant_id: null },
    ]);
  });
});
