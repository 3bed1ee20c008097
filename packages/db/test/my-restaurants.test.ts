import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createDatabase, myRestaurants, type Identity } from '../src/index.ts';
import { readMigrationScript } from '../src/readiness/index.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';

const restaurantId = randomUUID();
const personId = randomUUID();
const person: Identity = { role: 'authenticated', claims: { sub: personId } };
let product: Product;

beforeAll(async () => {
  const { superuserUrl, passwords } = inject('blunariTestServer');
  product = await createProduct(superuserUrl, passwords, { tenantCount: 0 });
});
afterAll(() => product.drop());

it('names the restaurants of a product whose tables have an id and a name, and nothing granted to anybody', async () => {
  await query(
    product.owner,
    `create table public.tenants (id uuid primary key, name text);
     create table public.staff (restaurant_id uuid not null, person_id uuid not null, level int not null);
     insert into public.tenants values ('${restaurantId}', 'Da Lucia'), (gen_random_uuid(), null);
     insert into public.staff values ('${restaurantId}', '${personId}', 3)`,
  );
  await query(product.owner, (await readMigrationScript()).sql);
  await query(
    product.owner,
    `create or replace function widget_private.my_tenants(min_role text default 'viewer') returns setof uuid
     language plpgsql stable security definer set search_path = '' rows 10 as $$
     begin
       return query select s.restaurant_id from public.staff s where s.person_id = (select auth.uid())
         and s.level >= array_position(array['viewer', 'editor', 'admin', 'owner'], min_role);
     end $$`,
  );
  const { passwords } = inject('blunariTestServer');
  const url = new URL(product.superuser);
  url.username = 'blunari_api';
  url.password = passwords.blunari_api;
  const database = createDatabase({ url: url.href });
  expect(await database.as(person, myRestaurants)).toEqual({
    ok: true,
    value: [{ id: restaurantId, name: 'Da Lucia', slug: restaurantId, role: 'admin' }],
  });
  await database.close();
});
