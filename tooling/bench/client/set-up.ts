import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from '@blunari/db';
import { applySupabaseLayout, ensureMessagePartitions, setLoginPassword } from '@blunari/db/layout';
import { migrate } from '@blunari/db/migrate';
import { startPostgres, withClient } from '@blunari/db/server';
import { Client } from 'pg';

/** A restaurant with live widgets, and its owner. */
export interface Restaurant {
  readonly tenantId: string;
  readonly identity: Identity;
  readonly widgetId: string;
  readonly publicKey: string;
}

export interface Bench {
  /** Logs in as `blunari_api`. */
  readonly apiUrl: string;
  /** Logs in as the owner of the tables. */
  readonly ownerUrl: string;
  readonly addRestaurant: () => Promise<Restaurant>;
  readonly stop: () => Promise<void>;
}

const password = 'only-for-this-run';

/** A migrated server of its own, safe against power cuts as in production. */
export async function setUp(): Promise<Bench> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-bench-'));
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres') });
  const urlOf = (user: string): string => {
    const url = new URL(server.superuserUrl);
    url.username = user;
    url.password = password;
    return url.href;
  };
  await applySupabaseLayout(server.superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  await migrate(urlOf('postgres'));
  await withClient(server.superuserUrl, async (superuser) => {
    await setLoginPassword(superuser, 'blunari_api', password);
    await ensureMessagePartitions(superuser, new Date());
  });
  const owner = new Client({ connectionString: urlOf('postgres') });
  await owner.connect();
  return {
    apiUrl: urlOf('blunari_api'),
    ownerUrl: urlOf('postgres'),
    addRestaurant: () => addRestaurant(owner),
    stop: async () => {
      await owner.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addRestaurant(owner: Client): Promise<Restaurant> {
  const [tenantId, sub] = [randomUUID(), randomUUID()];
  await owner.query(`
    insert into auth.users (id, email) values ('${sub}', '${sub}@example.com');
    insert into public.tenants (id, name, slug) values ('${tenantId}', 'Bench', 'b-${tenantId}');
    insert into public.tenant_members (tenant_id, user_id, role) values ('${tenantId}', '${sub}', 'owner');
    update public.widget_settings set time_zone = 'Europe/Rome' where tenant_id = '${tenantId}';
    update public.widget_configurations set is_active = true where tenant_id = '${tenantId}'`);
  const { rows } = await owner.query<{ id: string; key: string }>(
    `select id, public_key as key from public.widget_configurations where tenant_id = $1 and widget_type = 'booking'`,
    [tenantId],
  );
  const [widget] = rows;
  if (!widget) throw new Error('a new restaurant has a booking widget');
  const identity = { role: 'authenticated', claims: { sub, role: 'authenticated' } } as const;
  return { tenantId, identity, widgetId: widget.id, publicKey: widget.key };
}
