import { randomUUID } from 'node:crypto';
import { withClient } from '@blunari/db/server';
import type { BatchTarget, ConnectionReport } from '@blunari/schema/rollout';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import type { ApiClient } from './support/procedures.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenants: readonly TestTenant[];
let admin: ApiClient;

const reason = 'A test';

beforeAll(async () => {
  test = await startTestApp({ recordSavesEveryMs: 20 });
  const made: TestTenant[] = [];
  for (let count = 0; count < 4; count += 1) made.push(await createTenant(test.urls.owner));
  tenants = made;
  admin = await test.clientOf(randomUUID(), { app_metadata: { platform_admin: true } });
  await admin.rollouts.setStage.mutate({ stage: 'off', reason });
});
afterAll(() => test.close());

function tenantAt(index: number): TestTenant {
  const tenant = tenants[index];
  if (!tenant) throw new Error('there are four restaurants');
  return tenant;
}

const rowsOf = (sql: string): Promise<unknown[]> =>
  withClient(test.urls.owner, async (client) => (await client.query(sql)).rows);

/** How many of the restaurants have the editor, as their own staff see it. */
const countMoved = async (): Promise<number> => {
  const answers = await Promise.all(
    tenants.map(async ({ id, members }) => (await test.clientOf(members.viewer)).flags.mine.query({ tenantId: id })),
  );
  return answers.filter(({ flags }) => flags.find(({ key }) => key === 'widget_management_v2')?.isOn === true).length;
};

const bySize = (count: number): BatchTarget => ({ by: 'tenants', tenants: count });

const counted = (tenantId: string) =>
  rowsOf(
    `select component, sum(saves)::int as saves, sum(errors)::int as errors, jsonb_agg(failures) as failures
     from public.widget_save_minutes where tenant_id = '${tenantId}' group by component order by component`,
  );

const report = (tenantId: string): ConnectionReport => ({
  id: randomUUID(),
  tenantId,
  component: 'editor',
  onlineMs: 3_600_000,
  drops: 2,
  recoveriesMs: [400, 900],
  hasPolled: true,
});

const steps: readonly (readonly [name: string, step: (client: ApiClient) => Promise<unknown>])[] = [
  ['get', (client) => client.rollouts.get.query()],
  ['course', (client) => client.rollouts.course.query({ hours: 1, stepMinutes: 10 })],
  ['connections', (client) => client.rollouts.connections.query({ hours: 1 })],
  ['failures', (client) => client.rollouts.failures.query({ hours: 1 })],
  ['tenants', (client) => client.rollouts.tenants.query({ limit: 10 })],
  ['audit', (client) => client.rollouts.audit.query({ limit: 10 })],
  ['setStage', (client) => client.rollouts.setStage.mutate({ stage: 'on', reason })],
  [
    'setRule',
    async (client) => client.rollouts.setRule.mutate({ rule: (await admin.rollouts.get.query()).rule, reason }),
  ],
  ['plan', (client) => client.rollouts.plan.mutate({ batches: [{ target: { by: 'percent', percent: 5 } }], reason })],
  ['goOn', (client) => client.rollouts.goOn.mutate({ batch: 1, reason })],
  ['pause', (client) => client.rollouts.pause.mutate({ batch: 1, reason })],
  ['abort', (client) => client.rollouts.abort.mutate({ batch: 1, reason })],
  ['back', (client) => client.rollouts.back.mutate({ toBatch: 0, reason })],
  ['moveTenant', (client) => client.rollouts.moveTenant.mutate({ tenantId: tenantAt(0).id, to: 'editor', reason })],
  ['retire', (client) => client.rollouts.retire.mutate({ reason })],
  ['bringBack', (client) => client.rollouts.bringBack.mutate({ reason })],
];

describe('rollouts', () => {
  it.each(steps)('%s is refused to the owner of a restaurant, and to who only says to be staff', async (_, step) => {
    const owner = await test.clientOf(tenantAt(0).members.owner);
    expect(await outcomeOf(step(owner))).toBe('forbidden');
    const pretender = await test.clientOf(randomUUID(), { user_metadata: { platform_admin: true } });
    expect(await outcomeOf(step(pretender))).toBe('forbidden');
    expect((await admin.rollouts.get.query()).stage).toBe('off');
  });

  it('goes from nobody to everybody and the earlier form retired, seen by each restaurant', async () => {
    const planned = await admin.rollouts.plan.mutate({
      batches: [{ target: bySize(1) }, { target: bySize(3) }],
      reason,
    });
    expect(planned).toMatchObject({ stage: 'off', currentBatch: null, tenants: { all: 4, moved: 0 } });
    const first = await admin.rollouts.goOn.mutate({ batch: 1, reason });
    expect(first).toMatchObject({ stage: 'percentage', currentBatch: 1, tenants: { moved: 1 } });
    expect(await countMoved()).toBe(1);
    await admin.rollouts.pause.mutate({ batch: 1, reason });
    expect(await outcomeOf(admin.rollouts.goOn.mutate({ batch: 3, reason }))).toBe('outside_rules');
    expect((await admin.rollouts.goOn.mutate({ batch: 2, reason })).tenants.moved).toBe(4);
    expect((await admin.rollouts.back.mutate({ toBatch: 1, reason })).tenants.moved).toBe(1);
    expect(await countMoved()).toBe(1);
    await admin.rollouts.goOn.mutate({ batch: 2, reason });
    expect(await admin.rollouts.goOn.mutate({ batch: 3, reason })).toMatchObject({ stage: 'on', currentBatch: null });
    expect((await admin.rollouts.retire.mutate({ reason })).retiredAt).not.toBeNull();
    expect(await countMoved()).toBe(4);
    expect((await admin.rollouts.bringBack.mutate({ reason })).retiredAt).toBeNull();
    await admin.rollouts.setStage.mutate({ stage: 'off', reason });
  });

  it('refuses a step without a reason, with the field named', async () => {
    expect(await outcomeOf(admin.rollouts.setStage.mutate({ stage: 'on', reason: '  ' }))).toBe('invalid_input');
    expect(await outcomeOf(admin.rollouts.setStage.mutate({ stage: 'percentage', reason }))).toBe('invalid_input');
  });

  it('lists restaurants by pages, found by name and by what they have', async () => {
    await admin.rollouts.moveTenant.mutate({ tenantId: tenantAt(1).id, to: 'editor', reason: 'They asked for it' });
    const one = await admin.rollouts.tenants.query({ limit: 3 });
    expect(one).toMatchObject({ isLastPage: false });
    const two = await admin.rollouts.tenants.query({ limit: 3, after: one.tenants.at(-1)?.id });
    expect(two.isLastPage).toBe(true);
    const ids = [...one.tenants, ...two.tenants].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(tenants.map(({ id }) => id).toSorted());
    const moved = await admin.rollouts.tenants.query({ limit: 10, only: 'moved', search: 'da test' });
    expect(moved.tenants).toMatchObject([
      { id: tenantAt(1).id, hasEditor: true, byHand: 'editor', reason: 'They asked for it' },
    ]);
    expect((await admin.rollouts.tenants.query({ limit: 10, search: 'nobody' })).tenants).toEqual([]);
  });
});

describe('a save', () => {
  it('is counted with its component, a conflict as saved and a refusal with its reason', async () => {
    const { id, booking, members } = tenantAt(2);
    const editor = await test.clientOf(members.editor);
    const save = (patch: Record<string, Record<string, number>>, component?: 'form' | 'editor') =>
      editor.widgets.save.mutate({ widgetId: booking.id, baseVersion: 2, patch, ...(component ? { component } : {}) });
    await save({ appearance: { radius: 3 } }, 'form');
    expect((await save({ appearance: { radius: 4 } })).status).toBe('conflict');
    expect(await outcomeOf(save({ party: { min: 90 } }, 'editor'))).toBe('invalid_input');
    // Not even the input can be read.
    expect(
      await outcomeOf(
        editor.widgets.save.mutate({ widgetId: booking.id, baseVersion: -1, patch: {}, component: 'form' }),
      ),
    ).toBe('invalid_input');
    await expect
      .poll(() => counted(id))
      .toMatchObject([
        { component: 'editor', saves: 2, errors: 1 },
        { component: 'form', saves: 2, errors: 1 },
      ]);
    const { failures } = await admin.rollouts.failures.query({ hours: 1, component: 'editor' });
    expect(failures).toMatchObject([
      {
        code: 'invalid_input',
        message: expect.stringContaining('party'),
        saves: 1,
        tenants: [{ id, name: 'Da Test' }],
      },
    ]);
    const { points } = await admin.rollouts.course.query({ hours: 1, stepMinutes: 60 });
    expect(points.at(-1)).toMatchObject({ editor: { saves: 2, errors: 1 }, form: { saves: 2, errors: 1 } });
    expect(points.at(-1)?.form.p95Ms).toBeGreaterThan(0);
  });

  it('of somebody who may not save there is nobody’s failure', async () => {
    const { id, booking } = tenantAt(3);
    const stranger = await test.clientOf(tenantAt(2).members.owner);
    const viewer = await test.clientOf(tenantAt(3).members.viewer);
    for (const client of [stranger, viewer]) {
      await outcomeOf(
        client.widgets.save.mutate({ widgetId: booking.id, baseVersion: 2, patch: { party: { max: 5 } } }),
      );
      await outcomeOf(client.widgets.save.mutate({ widgetId: booking.id, baseVersion: -1, patch: {} }));
    }
    // What comes after it in the same queue is counted, so these were looked at.
    const editor = await test.clientOf(tenantAt(3).members.editor);
    await editor.widgets.save.mutate({ widgetId: booking.id, baseVersion: 2, patch: { party: { max: 6 } } });
    await expect.poll(() => counted(id)).toMatchObject([{ component: 'editor', saves: 1, errors: 0 }]);
  });
});

describe('a connection report', () => {
  it('is counted once, and seen by the platform without anybody’s name', async () => {
    const { id, members } = tenantAt(0);
    const viewer = await test.clientOf(members.viewer);
    const sent = report(id);
    expect(await viewer.flags.reportConnection.mutate(sent)).toEqual({ counted: true });
    expect(await viewer.flags.reportConnection.mutate(sent)).toEqual({ counted: false });
    expect((await admin.rollouts.connections.query({ hours: 1 })).groups).toEqual([
      {
        component: 'editor',
        batch: expect.toBeOneOf([1, 2]),
        numbers: {
          reports: 1,
          hoursOnline: 1,
          dropsPerHundredHours: 200,
          recoverP50Ms: 400,
          recoverP95Ms: 900,
          polling: 1,
        },
      },
    ]);
  });

  it('is refused where it is too large, from others, or one of too many', async () => {
    const viewer = await test.clientOf(tenantAt(1).members.viewer);
    const { id } = tenantAt(1);
    const large = { ...report(id), recoveriesMs: Array.from({ length: 51 }, () => 1) };
    expect(await outcomeOf(viewer.flags.reportConnection.mutate(large))).toBe('invalid_input');
    expect(await outcomeOf(viewer.flags.reportConnection.mutate(report(tenantAt(0).id)))).toBe('not_found');
    for (let sent = 0; sent < 60; sent += 1) await viewer.flags.reportConnection.mutate(report(id));
    expect(await outcomeOf(viewer.flags.reportConnection.mutate(report(id)))).toBe('rate_limited');
  });
});
