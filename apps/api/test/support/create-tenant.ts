import { randomUUID } from 'node:crypto';
import { tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { Client } from 'pg';
import { z } from 'zod';

/** A restaurant of a test with one member of each role, its widgets active. */
export interface TestTenant {
  readonly id: string;
  readonly booking: { readonly id: string; readonly key: string };
  readonly catering: { readonly id: string; readonly key: string };
  /** User ids. */
  readonly members: Readonly<Record<TenantRole, string>>;
}

const widgetSchema = z.object({ id: z.string(), key: z.string(), type: z.string() });

/** Makes a restaurant as the owner of the tables, with settings over the defaults. */
export async function createTenant(
  ownerUrl: string,
  configs: {
    readonly booking?: object;
    readonly catering?: object;
    readonly allowedOrigins?: readonly string[];
  } = {},
  timeZone = 'Europe/Rome',
): Promise<TestTenant> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const id = randomUUID();
    const members = { viewer: randomUUID(), editor: randomUUID(), admin: randomUUID(), owner: randomUUID() };
    await client.query('insert into public.tenants (id, name, slug) values ($1, $2, $3)', [id, 'Da Test', `t-${id}`]);
    await client.query(
      'update public.widget_settings set time_zone = $2, allowed_origins = $3::text[] where tenant_id = $1',
      [id, timeZone, configs.allowedOrigins ?? []],
    );
    for (const role of tenantRoles) {
      // One connection, so one after the other anyway.
      await addMember(client, id, members[role], role);
    }
    await client.query(
      `update public.widget_configurations
       set is_active = true, config = config || case widget_type when 'booking' then $2::jsonb else $3::jsonb end
       where tenant_id = $1`,
      [id, JSON.stringify(configs.booking ?? {}), JSON.stringify(configs.catering ?? {})],
    );
    const { rows } = await client.query(
      `select id::text, public_key as key, widget_type as type from public.widget_configurations
       where tenant_id = $1 order by widget_type`,
      [id],
    );
    const [booking, catering] = z.tuple([widgetSchema, widgetSchema]).parse(rows);
    return { id, booking, catering, members };
  } finally {
    await client.end();
  }
}

async function addMember(client: Client, tenantId: string, userId: string, role: TenantRole): Promise<void> {
  const email = `${role}-${userId}@example.com`;
  await client.query(
    `insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, jsonb_build_object('full_name', $3::text))`,
    [userId, email, `Test ${role}`],
  );
  await client.query('insert into public.tenant_members (tenant_id, user_id, role) values ($1, $2, $3)', [
    tenantId,
    userId,
    role,
  ]);
}
