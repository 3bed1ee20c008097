import { bucketOf } from '@blunari/schema/rollout';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { moveTenant, setStage } from '../../src/queries/rollouts/change-rollout.ts';
import { recordSaves } from '../../src/queries/rollouts/record-saves.ts';
import { withClient } from '../../src/server/with-client.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';
import { createTenant } from '../support/tenant.ts';

let desk: RolloutDesk;

const reason = 'A test';

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  await desk.addTenants(20);
});

afterAll(() => desk.stop());

/** Whether somebody waits for what a connection holds. */
const isAwaited = async (pid: unknown): Promise<boolean> =>
  (await desk.sql('select from pg_stat_activity where $1::integer = any (pg_blocking_pids(pid))', [pid])).length > 0;

it('of a restaurant with a decision by hand waits for nobody who has the flag', async () => {
  const [id = ''] = await desk.addTenants(1);
  await desk.act((tx) => moveTenant(tx, { tenantId: id, to: 'form', reason }));
  await withClient(desk.test.urls.owner, async (holder) => {
    await holder.query('begin; select from public.widget_feature_flags for update');
    // Given up where it waits.
    await desk.sql(`set lock_timeout = '2s'; delete from public.tenants where id = '${id}'`);
    await holder.query('rollback');
  });
  expect(await desk.sql('select from public.tenants where id = $1', [id])).toEqual([]);
});

it('of a restaurant that is just being decided about keeps nobody from the flag', async () => {
  const [id = ''] = await desk.addTenants(1);
  await withClient(desk.test.urls.owner, async (remover) => {
    const { rows } = await remover.query<{ pid: number }>('select pg_backend_pid() as pid');
    await remover.query('begin');
    await remover.query('delete from public.tenants where id = $1', [id]);
    const decided = desk.act((tx) => moveTenant(tx, { tenantId: id, to: 'editor', reason }));
    await expect.poll(() => isAwaited(rows[0]?.pid)).toBe(true);
    await desk.sql(`set lock_timeout = '2s'; select from public.widget_feature_flags for update`);
    await remover.query('commit');
    expect(await decided).toBe('not_found: There is no such restaurant.');
  });
});

it('of a restaurant meets nobody in a circle who moves it, moves all or counts its saves', async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const tenant = await createTenant(desk.test.urls.owner);
    await desk.act((tx) => moveTenant(tx, { tenantId: tenant.id, to: 'form', reason }));
    const sum = {
      widgetId: tenant.booking.id,
      minute: `${new Date().toISOString().slice(0, 16)}:00.000Z`,
      component: 'form',
      saves: 1,
      errors: 0,
      durations: { [bucketOf(60)]: 1 },
      failures: {},
    } as const;
    const save = () => desk.database.as(tenant.editor, (tx) => recordSaves(tx, [sum, { ...sum, component: 'editor' }]));
    await save();
    const answers = await Promise.allSettled([
      save(),
      desk.act((tx) => setStage(tx, { stage: round % 2 === 0 ? 'off' : 'on', reason })),
      desk.act((tx) => moveTenant(tx, { tenantId: tenant.id, to: 'editor', reason })),
      desk.sql('delete from public.tenants where id = $1', [tenant.id]),
      desk.act((tx) => setStage(tx, { stage: 'percentage', percent: 40 + round, reason })),
      save(),
    ]);
    for (const answer of answers) {
      outcomes.push(answer.status === 'rejected' ? String(answer.reason) : JSON.stringify(answer.value));
    }
    expect(await desk.sql('select from public.tenants where id = $1', [tenant.id])).toEqual([]);
  }
  expect(outcomes.filter((outcome) => /deadlock|unavailable|40P01/.test(outcome))).toEqual([]);
});
