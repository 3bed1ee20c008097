import { bucketOf } from '@blunari/schema/rollout';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { moveTenant } from '../../src/queries/rollouts/change-rollout.ts';
import { listRolloutAudit } from '../../src/queries/rollouts/list-rollout-audit.ts';
import { listRolloutTenants } from '../../src/queries/rollouts/list-rollout-tenants.ts';
import { readFailures } from '../../src/queries/rollouts/read-failures.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';

let desk: RolloutDesk;

beforeAll(async () => {
  desk = await setUpRolloutDesk();
});
afterAll(() => desk.stop());

it('names of restaurants are shown whatever type a product has for them', async () => {
  await desk.sql(
    `alter table public.tenants drop constraint tenants_name_check;
     create type public.house as enum ('Trattoria', 'Osteria');
     alter table public.tenants alter column name type public.house using name::public.house;
     insert into public.tenants (name, slug) values ('Osteria', 'osteria')`,
  );
  const [row] = await desk.sql('select id::text from public.tenants');
  const id = String(row?.['id']);
  await desk.act((tx) => moveTenant(tx, { tenantId: id, to: 'form', reason: 'A test' }));
  await desk.sql(
    `insert into public.widget_save_minutes (tenant_id, minute, component, saves, errors, durations, failures)
     values ($1, date_trunc('minute', now(), 'UTC'), 'form', 1, 1, jsonb_build_object($2::text, 1), '{"invalid_input x": 1}')`,
    [id, String(bucketOf(60))],
  );
  const { tenants } = await desk.ask((tx) => listRolloutTenants(tx, { limit: 5 }));
  const { entries } = await desk.ask((tx) => listRolloutAudit(tx, { limit: 1 }));
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const { failures } = await desk.ask((tx) => readFailures(tx, { since }));
  expect([tenants[0]?.name, entries[0]?.tenant?.name, failures[0]?.tenants[0]?.name]).toEqual(Array(3).fill('Osteria'));
});
