import { withClient } from '@blunari/db/server';
import { z } from 'zod';
import { startMigratedServer } from '../server/start-bench-server.ts';

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
  const { urls, stop } = await startMigratedServer();
  const targets = await addRestaurants(urls.owner, tenantCount);
  return { apiUrl: urls.api, ownerUrl: urls.owner, targets, stop };
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
