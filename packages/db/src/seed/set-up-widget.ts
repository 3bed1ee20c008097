import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { WidgetConfig } from '@blunari/schema/config';
import type { DemoTenant } from '@blunari/schema/demo';

/** Gives a widget its fixed key and settings, and puts it live. Returns its id. */
export async function setUpWidget(
  client: ClientBase,
  tenant: DemoTenant,
  { type, config }: WidgetConfig,
): Promise<string> {
  const { rows } = await client.query(
    `update public.widget_configurations set public_key = $3::text, config = $4::jsonb, is_active = true
     where tenant_id = $1::uuid and widget_type = $2::text
     returning id::text`,
    [tenant.id, type, tenant.keys[type], JSON.stringify(config)],
  );
  return z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id;
}
