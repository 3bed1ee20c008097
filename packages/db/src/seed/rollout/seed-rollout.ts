import type { BatchTarget } from '@blunari/schema/rollout';
import type { ClientBase } from 'pg';
import { watchRollouts } from '../../jobs/watch-rollouts.ts';
import { withClient } from '../../server/with-client.ts';
import { demoPeople, demoTenants, fleet } from '@blunari/schema/demo';
import { insertReports } from './insert-reports.ts';
import { insertSaves } from './insert-saves.ts';

const flagKey = 'widget_management_v2';

const steps: readonly BatchTarget[] = [
  { by: 'percent', percent: 5 },
  { by: 'percent', percent: 15 },
  { by: 'percent', percent: 25 },
  { by: 'percent', percent: 50 },
  { by: 'percent', percent: 75 },
  { by: 'percent', percent: 100 },
];

/** Batches begun, with how long ago and why. */
const begun = [
  { batch: 1, hoursAgo: 50, reason: 'First batch' },
  { batch: 2, hoursAgo: 26, reason: 'Batch 1 passed' },
  { batch: 3, hoursAgo: 1, reason: 'Batch 2 was quiet for a day' },
] as const;

/**
 * Adds 64 restaurants to the demo and a roll-out that is under way: two batches passed, and the third, whose saves fail too
 * often, is stopped by the job. The demo's own restaurants are put in by hand. All or nothing, once.
 * @returns whether anything was new
 */
export async function seedRollout(ownerUrl: string): Promise<{ readonly isNew: boolean }> {
  const isNew = await withClient(ownerUrl, async (client) => {
    await client.query('begin');
    const isFirst = await insertFleet(client);
    if (isFirst) {
      await actAsPlatformAdmin(client);
      await takeSteps(client);
      await insertSaves(client);
      await insertReports(client);
    }
    await client.query('commit');
    return isFirst;
  });
  if (isNew) await watchRollouts(ownerUrl);
  return { isNew };
}

async function insertFleet(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into public.tenants (id, name, slug)
     select * from unnest($1::uuid[], $2::text[], $3::text[]) on conflict do nothing`,
    [fleet.map(({ id }) => id), fleet.map(({ name }) => name), fleet.map(({ slug }) => slug)],
  );
  return rowCount !== 0;
}

/** So that the audit names somebody; until the end of the transaction. */
async function actAsPlatformAdmin(client: ClientBase): Promise<void> {
  const admin = demoPeople.find(({ isPlatformAdmin }) => isPlatformAdmin);
  const claims = { sub: admin?.id, role: 'authenticated', app_metadata: { platform_admin: true } };
  await client.query(`select set_config('request.jwt.claims', $1::text, true)`, [JSON.stringify(claims)]);
}

async function takeSteps(client: ClientBase): Promise<void> {
  const take = (call: string, ...values: readonly unknown[]) =>
    client.query(`select widget_private.${call}`, [flagKey, ...values]);
  await take(`rollout_set_stage($1, 'list', null, 'Two restaurants try it first')`);
  await client.query(
    `select widget_private.rollout_decide($1, t.id, true, 'They asked for it')
     from public.tenants t where t.id = any ($2::uuid[])`,
    [flagKey, [demoTenants.lucia.id, demoTenants.greenFork.id]],
  );
  const batches = steps.map((step) => (step.by === 'percent' ? { percent: step.percent } : { tenants: step.tenants }));
  await take(`rollout_plan($1, $2::jsonb, 'Six batches in two weeks')`, JSON.stringify(batches));
  for (const { batch, hoursAgo, reason } of begun) {
    await take('rollout_go_on($1, $2::integer, $3)', batch, reason);
    await backdate(client, hoursAgo);
  }
  await take(`rollout_decide($1, $2::uuid, false, 'Menu import is running')`, fleet[0]?.id);
}

/** What was begun or done just now was so many hours ago. */
async function backdate(client: ClientBase, hoursAgo: number): Promise<void> {
  const then = `clock_timestamp() - make_interval(hours => $1::integer)`;
  await client.query(
    `update public.widget_rollouts set started_at = ${then}, watched_from = ${then}
     where flag_key = '${flagKey}' and status = 'running'`,
    [hoursAgo],
  );
  await client.query(
    `update public.widget_rollouts set ended_at = ${then} where flag_key = '${flagKey}' and ended_at > now()`,
    [hoursAgo],
  );
  await client.query(
    `update public.widget_audit set done_at = done_at - make_interval(hours => $1::integer)
     where done_at >= now() and action like 'widget\\_%'`,
    [hoursAgo],
  );
}
