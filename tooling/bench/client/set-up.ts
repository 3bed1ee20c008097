import { randomUUID } from 'node:crypto';
import type { Identity } from '@blunari/db';
import { Client } from 'pg';
import { startMigratedServer } from '../server/start-bench-server.ts';

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

/** A migrated server of its own, safe against power cuts as in production. */
export async function setUp(): Promise<Bench> {
  const { urls, stop } = await startMigratedServer();
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  return {
    apiUrl: urls.api,
    ownerUrl: urls.owner,
    addRestaurant: () => addRestaurant(owner),
    stop: async () => {
      await owner.end();
      await stop();
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
