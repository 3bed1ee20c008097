import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Identity } from '../../src/identity.ts';
import { query } from './query.ts';

/** A restaurant of a test, its widgets active, with one member of each role. */
export interface TestTenant {
  readonly id: string;
  readonly booking: { readonly id: string; readonly key: string };
  readonly catering: { readonly id: string; readonly key: string };
  readonly owner: Person;
  readonly admin: Person;
  readonly editor: Person;
  readonly viewer: Person;
}

const widgetsSchema = z.tuple([
  z.object({ id: z.string(), key: z.string() }),
  z.object({ id: z.string(), key: z.string() }),
]);

/** Makes a restaurant as the owner of the tables. */
export async function createTenant(ownerUrl: string, timeZone = 'Europe/Rome'): Promise<TestTenant> {
  const id = randomUUID();
  const members = { owner: person(), admin: person(), editor: person(), viewer: person() };
  const memberSql = Object.entries(members).map(
    ([role, { claims }]) =>
      `${insertUser(claims.sub)}
       insert into public.tenant_members (tenant_id, user_id, role) values ('${id}', '${claims.sub}', '${role}');`,
  );
  await query(
    ownerUrl,
    `insert into public.tenants (id, name, slug) values ('${id}', 'Test', 't-${id}');
     update public.widget_settings set time_zone = '${timeZone}' where tenant_id = '${id}';
     update public.widget_configurations set is_active = true where tenant_id = '${id}';
     ${memberSql.join('\n')}`,
  );
  const widgets = await query(
    ownerUrl,
    'select id::text, public_key as key from public.widget_configurations where tenant_id = $1 order by widget_type',
    [id],
  );
  const [booking, catering] = widgetsSchema.parse(widgets);
  return { id, booking, catering, ...members };
}

type Person = Identity & { readonly role: 'authenticated' };

/** A signed-in person who works nowhere yet. */
export async function createUser(ownerUrl: string): Promise<Person> {
  const identity = person();
  await query(ownerUrl, insertUser(identity.claims.sub));
  return identity;
}

export async function join(ownerUrl: string, tenantId: string, identity: Person, role: string): Promise<void> {
  await query(ownerUrl, 'insert into public.tenant_members (tenant_id, user_id, role) values ($1, $2, $3)', [
    tenantId,
    identity.claims.sub,
    role,
  ]);
}

function person(): Person {
  return { role: 'authenticated', claims: { sub: randomUUID(), role: 'authenticated' } };
}

function insertUser(sub: string): string {
  return `insert into auth.users (id, email) values ('${sub}', '${sub}@example.com');`;
}
