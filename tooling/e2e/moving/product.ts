import type { Stack } from '@blunari/stack/testing';
import { createClient } from '@supabase/supabase-js';
import { Client } from 'pg';
import { z } from 'zod';

export const operator = { email: 'operator@example.com', password: 'a-password-of-theirs' };

const tables = `
  create table public.tenants (id uuid primary key default gen_random_uuid(), name text not null, slug text unique);
  create table public.tenant_members (
    tenant_id uuid not null references public.tenants (id) on delete cascade, user_id uuid not null, role text not null,
    primary key (tenant_id, user_id)
  );
  alter table public.tenants enable row level security;
  alter table public.tenant_members enable row level security;
  insert into public.tenants (name, slug) select 'Restaurant ' || n, 'r-' || n from generate_series(1, 20) as n`;

/** A product of 20 restaurants, and the one person who works for all of them. */
export async function makeProduct({ env }: Stack): Promise<void> {
  const { auth } = createClient(env.SUPABASE_URL, env.SUPABASE_SERVICE_ROLE_KEY, { auth: { persistSession: false } });
  const { data, error } = await auth.admin.createUser({ ...operator, email_confirm: true });
  if (error) throw error;
  await ask(env.DATABASE_OWNER_URL, tables);
  await ask(
    env.DATABASE_OWNER_URL,
    `insert into public.tenant_members select t.id, $1, 'owner' from public.tenants t`,
    [data.user.id],
  );
}

/** Asks the database as the product's owner. */
export async function ask(ownerUrl: string, sql: string, values?: readonly unknown[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql, values && [...values])).rows;
  } finally {
    await client.end();
  }
}

const movedSchema = z.array(
  z.object({ id: z.string(), widgetId: z.string(), version: z.int(), batch: z.int().nullable(), isOn: z.boolean() }),
);

/** Each restaurant with its booking widget, the batch that moves it, and whether it has the editor by now. */
export async function restaurantsOf({ env }: Stack) {
  return movedSchema.parse(
    await ask(
      env.DATABASE_OWNER_URL,
      `select m.tenant_id as id, w.id as "widgetId", w.version, m.batch, m.is_on as "isOn"
       from public.widget_feature_flags f cross join lateral widget_private.rollout_members(f) m
       join public.widget_configurations w on w.tenant_id = m.tenant_id and w.widget_type = 'booking'
       where f.key = 'widget_management_v2'`,
    ),
  );
}
