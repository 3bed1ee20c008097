import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySupabaseLayout, ensureMessagePartitions, setLoginPassword } from '@blunari/db/layout';
import { migrate } from '@blunari/db/migrate';
import { startPostgres, withClient } from '@blunari/db/server';
import { z } from 'zod';

const password = 'only-for-this-run';

/** A widget that visits are sent to. */
export interface Target {
  readonly id: string;
  readonly tenantId: string;
  readonly key: string;
}

export interface Bench {
  readonly apiUrl: string;
  readonly ownerUrl: string;
  readonly targets: readonly Target[];
  readonly stop: () => Promise<void>;
}

/** A database of its own whose commits are durable, with one live booking widget for each of some restaurants. */
export async function setUp(tenantCount: number): Promise<Bench> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-bench-'));
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres') });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  await applySupabaseLayout(server.superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  const ownerUrl = urlOf(server.superuserUrl, 'postgres');
  await migrate(ownerUrl);
  await withClient(server.superuserUrl, async (superuser) => {
    await setLoginPassword(superuser, 'blunari_api', password);
    await ensureMessagePartitions(superuser, new Date());
  });
  const targets = await addRestaurants(ownerUrl, tenantCount);
  return { apiUrl: urlOf(server.superuserUrl, 'blunari_api'), ownerUrl, targets, stop };
}

const targetsSchema = z.array(z.object({ id: z.uuid(), tenantId: z.uuid(), key: z.string() }));

async function addRestaurants(ownerUrl: string, count: number): Promise<readonly Target[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(
      `insert into public.tenants (name, slug) select 'Restaurant ' || n, 'r-' || n from generate_series(1, $1::integer) n`,
      [count],
    );
    await client.query(`update public.widget_settings set time_zone = 'UTC'`);
    const { rows } = await client.query(
      `update public.widget_configurations set is_active = true where widget_type = 'booking'
       returning id, tenant_id as "tenantId", public_key as key`,
    );
    await client.query('analyze');
    return targetsSchema.parse(rows);
  });
}

function urlOf(superuserUrl: string, role: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
