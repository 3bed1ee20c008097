import { bucketOf } from '@blunari/schema/rollout';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { moveTenant, setStage } from '../../src/queries/rollouts/change-rollout.ts';
import { recordSaves } from '../../src/queries/rollouts/record-saves.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';
import { createTenant } from '../support/tenant.ts';

let desk: RolloutDesk;

const reason = 'A test';

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  await desk.addTenants(20);
});

afterAll(() => desk.stop());

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
