import { courseSchema, meSchema, rolloutSchema, widgetRowSchema } from '@blunari/schema/api';
import type { Result } from '@blunari/schema/result';
import { bookingRowSchema } from '@blunari/schema/booking';
import { requestRowSchema } from '@blunari/schema/catering';
import { demoPeople, demoTenants } from '@blunari/schema/demo';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { addDays } from '@blunari/schema/calendar';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestMock } from '../../test/mock-under-test.ts';
import type { Mock } from '../create-mock.ts';
import { firstPersonId, platformAdminId, seedDemo } from './seed-demo.ts';

const { lucia, greenFork } = demoTenants;
let mock: Mock;
beforeEach(() => {
  mock = createTestMock();
  seedDemo(mock.backend);
});

function must(answer: Result<unknown>): unknown {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

async function ask<Schema extends z.ZodType>(path: string, input: unknown, schema: Schema): Promise<z.infer<Schema>> {
  const answer = await mock.askAs(firstPersonId)(path, input, null);
  if (!answer.ok) throw new Error(answer.error.message);
  return schema.parse(answer.value);
}

const askAsPlatform = (path: string, input: unknown) => mock.askAs(platformAdminId)(path, input, null);

describe('the demo of the simulated server', () => {
  it('has a roll-out to look at and to steer, for the platform’s admin, who works in both restaurants too', async () => {
    const me = meSchema.parse(must(await askAsPlatform('me.get', undefined)));
    expect([me.isPlatformAdmin, me.tenants.length]).toEqual([true, 2]);
    const rollout = rolloutSchema.parse(must(await askAsPlatform('rollouts.get', undefined)));
    expect([rollout.percent, rollout.currentBatch, rollout.tenants.all]).toEqual([25, 3, 66]);
    expect(rollout.batches.map(({ status }) => status)).toEqual([
      'done',
      'done',
      'stopped',
      'planned',
      'planned',
      'planned',
    ]);
    expect(Math.min(...rollout.batches.slice(0, 3).map(({ tenants }) => tenants))).toBeGreaterThan(0);
    const [first, , third] = rollout.batches;
    expect(first?.saves.saves ?? 0).toBeGreaterThan(50);
    expect(third?.saves.errorPercent ?? 0).toBeGreaterThan(third?.others.errorPercent ?? 100);
    const course = courseSchema.parse(must(await askAsPlatform('rollouts.course', { hours: 3, stepMinutes: 10 })));
    expect(course.points.length).toBeGreaterThanOrEqual(18);
    expect(must(await askAsPlatform('rollouts.back', { toBatch: 2, reason: 'To look at it' }))).toMatchObject({
      percent: 15,
    });
  });

  it('is signed in as somebody who works in both restaurants', async () => {
    const me = await ask('me.get', undefined, meSchema);
    expect(me.tenants.map(({ slug, role }) => [slug, role])).toEqual([
      [greenFork.slug, 'admin'],
      [lucia.slug, 'owner'],
    ]);
    expect(demoPeople.map(({ id }) => id)).not.toContain(firstPersonId);
  });

  it('has both widgets of both, all but Green Fork’s booking live', async () => {
    const rows = z.array(widgetRowSchema);
    const one = await ask('widgets.list', { tenantId: lucia.id }, rows);
    const other = await ask('widgets.list', { tenantId: greenFork.id }, rows);
    expect([...one, ...other].map(({ publicKey, isActive }) => [publicKey, isActive])).toEqual([
      [lucia.keys.booking, true],
      [lucia.keys.catering, true],
      [greenFork.keys.booking, false],
      [greenFork.keys.catering, true],
    ]);
  });

  it('has bookings to come, requests that wait, and numbers of today and of a week ago', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const week = { tenantId: lucia.id, from: today, days: 7 };
    expect((await ask('bookings.list', week, z.array(bookingRowSchema))).length).toBeGreaterThan(5);
    const list = { tenantId: greenFork.id, limit: 50 };
    expect(await ask('requests.list', list, z.array(requestRowSchema))).toHaveLength(4);
    const then = { tenantId: lucia.id, localDate: addDays(today, -7) };
    const totals = await ask('insights.onDay', then, z.array(widgetTotalsSchema));
    expect(totals[0]?.views).toBeGreaterThan(50);
  });
});
