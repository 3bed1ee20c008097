import { randomBytes, randomUUID } from 'node:crypto';
import { applySupabaseLayout } from '../../src/layout/apply-supabase-layout.ts';
import { ensureMessagePartitions } from '../../src/layout/ensure-message-partitions.ts';
import { withClient } from '../../src/server/with-client.ts';
import { query } from './query.ts';
import { MIGRATION, paste } from './script.ts';

/** Which rights new objects in `public` get by themselves: all for the API roles, as until 2026, or none. */
export type DefaultPrivileges = 'old' | 'new';

/** A running product's database into which the widgets come, with tenants and tables of its own. */
export interface Product {
  readonly name: string;
  readonly superuser: string;
  /** Logs in as `postgres`, who is no superuser. */
  readonly owner: string;
  readonly drop: () => Promise<void>;
}

export interface ProductOptions {
  readonly privileges?: DefaultPrivileges;
  /** Rows in `tenants`; 0 leaves the table out, so that the migration makes it. Default: 3. */
  readonly tenantCount?: number;
  /** Has taken the widgets in already, by the one file. Default: false. */
  readonly isMigrated?: boolean;
}

/** Databases that were made so far, bare, to be cloned: the layout of a database takes longer than a copy. */
const templates = new Map<string, Promise<string>>();

/** `passwords` are those of the cluster's logins; another database there may use them at this moment. */
export async function createProduct(
  superuserUrl: string,
  passwords: Passwords = onePassword,
  options: ProductOptions = {},
): Promise<Product> {
  const key = JSON.stringify([superuserUrl, options]);
  const template = templates.get(key) ?? makeTemplate(superuserUrl, passwords, options);
  templates.set(key, template);
  const name = newName();
  await query(superuserUrl, `create database ${name} template ${await template} strategy file_copy`);
  await query(superuserUrl, `grant all on database ${name} to postgres`);
  const drop = async (): Promise<void> => {
    await query(superuserUrl, `drop database if exists ${name} with (force)`);
  };
  const owner = urlOf(superuserUrl, name, passwords.postgres);
  return { name, superuser: urlOf(superuserUrl, name), owner, drop };
}

async function makeTemplate(
  superuserUrl: string,
  passwords: Passwords,
  { privileges = 'new', tenantCount = 3, isMigrated = false }: ProductOptions,
): Promise<string> {
  const name = newName();
  await query(superuserUrl, `create database ${name}`);
  const url = urlOf(superuserUrl, name);
  await applySupabaseLayout(url, passwords);
  await withClient(url, (client) => ensureMessagePartitions(client, new Date()));
  if (privileges === 'old') await query(url, oldDefaults);
  const owner = urlOf(superuserUrl, name, passwords.postgres);
  if (tenantCount > 0) await query(owner, ownTables(tenantCount));
  if (isMigrated) await paste(owner, MIGRATION);
  return name;
}

const newName = (): string => `product_${randomBytes(6).toString('hex')}`;

type Passwords = Parameters<typeof applySupabaseLayout>[1];

const password = 'for-this-cluster';
const onePassword: Passwords = {
  postgres: password,
  authenticator: password,
  supabase_auth_admin: password,
  supabase_realtime_admin: password,
};

const oldDefaults = ['tables', 'functions', 'sequences']
  .map(
    (kind) =>
      `alter default privileges for role postgres in schema public grant all on ${kind} to anon, authenticated, service_role;`,
  )
  .join('\n');

const ownTables = (tenantCount: number): string => `
  create table public.tenants (id uuid primary key default gen_random_uuid(), name text, slug text unique, plan text not null default 'free');
  alter table public.tenants enable row level security;
  create table public.members (tenant_id uuid not null references public.tenants (id) on delete cascade, user_id uuid not null, level int not null);
  create view public.plans as select plan, count(*) from public.tenants group by plan;
  insert into public.tenants (name, slug) select case when n % 3 = 0 then null else repeat('Restaurant ' || n, 20) end, 'r-' || n
    from generate_series(1, ${tenantCount}) as n;`;

function urlOf(superuserUrl: string, database: string, postgresPassword?: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  if (postgresPassword !== undefined) {
    url.username = 'postgres';
    url.password = postgresPassword;
  }
  return url.href;
}

/** Adds a tenant as the existing product does. */
export async function addTenant(url: string): Promise<string> {
  const id = randomUUID();
  await query(url, 'insert into public.tenants (id, name, slug) values ($1, $2, $3)', [id, 'New', `new-${id}`]);
  return id;
}
