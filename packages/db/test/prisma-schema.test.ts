import { readFile } from 'node:fs/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Prisma, PrismaClient } from '../src/generated/prisma/client.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { modelsOf, readModels, type PrismaModels } from './support/prisma-models.ts';
import { createTenant } from './support/tenant.ts';

let test: TestDatabase;
let prisma: PrismaClient;
let models: PrismaModels;

beforeAll(async () => {
  test = await createTestDatabase();
  await createTenant(test.urls.owner);
  // As the owner, who may read all columns.
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: test.urls.owner }), errorFormat: 'minimal' });
  models = readModels(await readFile(new URL('../prisma/schema.prisma', import.meta.url), 'utf8'));
});

afterAll(async () => {
  await prisma.$disconnect();
  await test.drop();
});

const readableSchema = z.custom<{ readonly findMany: () => Promise<unknown> }>((value) => 'findMany' in Object(value));

/** What the models would have to say after some statements, which are taken back. */
const modelsAfter = (sql: string): Promise<PrismaModels> =>
  withClient(test.urls.owner, async (client) => {
    await client.query(`begin; ${sql}`);
    return modelsOf(client);
  });

describe('the Prisma schema', () => {
  it('says of every public table what the migrations made, and of none more', async () => {
    const { columns } = await modelsAfter('');
    expect(columns.size).toBeGreaterThan(15);
    expect(Object.fromEntries(models.columns)).toEqual(Object.fromEntries(columns));
  });

  it('names no relation that is not a foreign key with the same actions', async () => {
    const { relations } = await modelsAfter('');
    expect(models.relations.length).toBeGreaterThan(3);
    expect(relations).toEqual(expect.arrayContaining([...models.relations]));
  });

  it.each([
    ['a table more', 'create table public.widget_extra (id uuid primary key)'],
    ['a table less', 'drop table public.widget_waitlist'],
    ['a column more', 'alter table public.widget_bookings add column extra text'],
    ['a column less', 'alter table public.widget_bookings drop column notes'],
    ['another type', 'alter table public.widget_bookings alter column party_size type bigint'],
    [
      'an array',
      'alter table public.widget_config_versions alter column changed_by type uuid[] using array[changed_by]',
    ],
    ['a null allowed', 'alter table public.widget_bookings alter column notes drop not null'],
    ['a null refused', 'alter table public.widget_bookings alter column widget_id set not null'],
    ['another default', `alter table public.widget_bookings alter column status set default 'seated'`],
    ['a default less', 'alter table public.widget_bookings alter column status drop default'],
    [
      'another primary key',
      'alter table public.widget_rollouts drop constraint widget_rollouts_pkey, add primary key (batch, flag_key)',
    ],
    ['a unique key less', 'alter table public.widget_bookings drop constraint widget_bookings_tenant_id_reference_key'],
    ['a unique key more', 'create unique index on public.widget_bookings (guest_email)'],
  ])('is told apart from a database with %s', async (_, sql) => {
    const { columns } = await modelsAfter(sql);
    expect(Object.fromEntries(models.columns)).not.toEqual(Object.fromEntries(columns));
  });

  it('is told apart from a database whose foreign key does something else', async () => {
    const { relations } = await modelsAfter(
      `alter table public.widget_booking_events drop constraint widget_booking_events_booking_id_fkey,
         add foreign key (booking_id) references public.widget_bookings (id) on delete restrict`,
    );
    expect(relations).not.toEqual(expect.arrayContaining([...models.relations]));
  });

  it.each(Object.values(Prisma.ModelName))('makes a client whose %s reads every column', async (name) => {
    const property = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    await expect(readableSchema.parse(Reflect.get(prisma, property)).findMany()).resolves.toBeInstanceOf(Array);
  });
});
