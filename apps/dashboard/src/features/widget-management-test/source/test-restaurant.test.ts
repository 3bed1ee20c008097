import { expect, it } from 'vitest';
import { TestRestaurant } from './test-restaurant.ts';

/** Calls of the server in order; `answer` decides how the beginnings end. */
function setUp(answer: () => Promise<void> = () => Promise.resolve()) {
  const calls: string[] = [];
  const gone = new Set<string>();
  let count = 0;
  const restaurant = new TestRestaurant({
    begin: async () => {
      calls.push('begin');
      await answer();
      count += 1;
      return { tenantId: `tenant ${count}`, otherTenantId: 'other', otherWidgetId: 'widget' };
    },
    keep: async (tenantId) => !gone.has(tenantId),
    end: async (tenantId) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      calls.push(`end ${tenantId}`);
      return null;
    },
    endOnLeaving: (tenantId) => void calls.push(`end ${tenantId} on leaving`),
  });
  return { restaurant, calls, gone };
}

it('is one for all who need it at a time, and goes with the last of them', async () => {
  const { restaurant, calls } = setUp();
  const [first, second] = await Promise.all([restaurant.lease(), restaurant.lease()]);
  expect([first.run.tenantId, second.run.tenantId]).toEqual(['tenant 1', 'tenant 1']);
  await first.giveBack();
  await first.giveBack();
  expect(calls).toEqual(['begin']);
  await second.giveBack();
  expect(calls).toEqual(['begin', 'end tenant 1']);
});

it('is another one for who needs one while the last is going, and each end is that of its own', async () => {
  const { restaurant, calls } = setUp();
  const first = await restaurant.lease();
  const [, second] = await Promise.all([first.giveBack(), restaurant.lease()]);
  expect(calls).toEqual(['begin', 'begin', 'end tenant 1']);
  expect(second.run.tenantId).toBe('tenant 2');
  await second.giveBack();
  expect(calls.at(-1)).toBe('end tenant 2');
});

it('goes with a page that closes, where there is one', async () => {
  const { restaurant, calls } = setUp();
  restaurant.leave();
  const lease = await restaurant.lease();
  restaurant.leave();
  expect(calls).toEqual(['begin', 'end tenant 1 on leaving']);
  await lease.giveBack();
  restaurant.leave();
  expect(calls.at(-1)).toBe('end tenant 1');
});

it('is tried again by the next who needs it when it could not be made, and then ends nothing', async () => {
  let isFailing = true;
  const { restaurant, calls } = setUp(() => (isFailing ? Promise.reject(new Error('forbidden')) : Promise.resolve()));
  await expect(restaurant.lease()).rejects.toThrow('forbidden');
  isFailing = false;
  const lease = await restaurant.lease();
  expect(calls).toEqual(['begin', 'begin']);
  await lease.giveBack();
  expect(calls).toEqual(['begin', 'begin', 'end tenant 1']);
});

it('is another one for the next who needs one, where the last was removed elsewhere while a page held it', async () => {
  const { restaurant, calls, gone } = setUp();
  const old = await restaurant.lease();
  gone.add('tenant 1');
  const [next, beside] = await Promise.all([restaurant.lease(), restaurant.lease()]);
  expect([next.run.tenantId, beside.run.tenantId]).toEqual(['tenant 2', 'tenant 2']);
  await old.giveBack();
  await next.giveBack();
  expect(calls).not.toContain('end tenant 2');
  await beside.giveBack();
  expect(calls.at(-1)).toBe('end tenant 2');
});

it('is not ended by a page that closes, once it is known to be gone', async () => {
  const { restaurant, calls, gone } = setUp();
  const { run } = await restaurant.lease();
  gone.add('tenant 1');
  expect(await restaurant.isThere(run)).toBe(false);
  restaurant.leave();
  expect(calls).toEqual(['begin']);
});
