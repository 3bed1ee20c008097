import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantOver } from '../../src/queries/bookings/grant-over.ts';
import { moveBooking } from '../../src/queries/bookings/move-booking.ts';
import { buildBooking } from '../support/inputs.ts';
import { evening, openHouse, quarterAfter, type House } from '../support/house.ts';
import { query } from '../support/query.ts';
import type { TestTenant } from '../support/tenant.ts';

const guests = 200;
const rushMs = 120_000;

let house: House;

beforeAll(async () => {
  house = await openHouse(guests);
}, rushMs);

afterAll(() => house.close());

/** Codes of the refused and the ids of those who got the table, when all ask at once on connections of their own. */
async function rush(tenant: TestTenant, partySize: number, area?: string) {
  const answers = await Promise.all(
    Array.from({ length: guests }, () => house.book(tenant, { partySize, ...(area === undefined ? {} : { area }) })),
  );
  return {
    refused: answers.filter((answer) => answer === 'slot_taken').length,
    booked: answers.filter((answer) => /^[0-9a-f-]{36}$/.test(answer)).length,
  };
}

async function expectExact(tenant: TestTenant): Promise<void> {
  expect(await house.heldOf(tenant)).toEqual(await house.countedOf(tenant));
}

async function deadlocks(): Promise<number> {
  const rows = await query(
    house.test.urls.superuser,
    `select pg_stat_clear_snapshot(), deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  return Number(rows[0]?.['deadlocks']);
}

describe('200 guests at the same moment', () => {
  it(
    'get the last table once, in every round',
    async () => {
      const tenant = await house.newTenant(4);
      for (const round of [0, 8, 16]) {
        const startsAt = quarterAfter(evening, round).toISOString();
        const answers = await Promise.all(
          Array.from({ length: guests }, () => house.book(tenant, { partySize: 4, startsAt })),
        );
        expect(answers.filter((answer) => answer === 'slot_taken')).toHaveLength(guests - 1);
        expect(answers.filter((answer) => /^[0-9a-f-]{36}$/.test(answer))).toHaveLength(1);
      }
      await expectExact(tenant);
      expect(await deadlocks()).toBe(0);
    },
    rushMs,
  );

  it(
    'fill each area by itself',
    async () => {
      const tenant = await house.newTenant(4);
      expect(await rush(tenant, 6, 'terrace')).toEqual({ booked: 2, refused: guests - 2 });
      expect(await rush(tenant, 4)).toEqual({ booked: 1, refused: guests - 1 });
      await expectExact(tenant);
    },
    rushMs,
  );

  it(
    'get nothing of what staff granted, which staff fill to the last cover, with parties larger than the seats too',
    async () => {
      const tenant = await house.newTenant(200);
      const startsAt = quarterAfter(evening, 16).toISOString();
      const bookingIds = await Promise.all(
        Array.from({ length: 20 }, () => house.book(tenant, { partySize: 6, startsAt })),
      );
      await house.setSeats(tenant, 4);
      await house.database.as(tenant.editor, (tx) =>
        grantOver(tx, {
          tenantId: tenant.id,
          area: 'main',
          from: evening,
          to: quarterAfter(evening, 6),
          covers: 8,
          reason: 'A regular with friends',
        }),
      );
      const moved = await Promise.allSettled(
        bookingIds.map((bookingId) =>
          house.database.as(tenant.editor, (tx) => moveBooking(tx, { bookingId, startsAt: evening })),
        ),
      );
      expect(moved.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(await rush(tenant, 1)).toEqual({ booked: 0, refused: guests });
      await expectExact(tenant);
    },
    rushMs,
  );

  it(
    'with overlapping times never exceed the seats of any quarter hour',
    async () => {
      const tenant = await house.newTenant(10);
      const answers = await Promise.all(
        Array.from({ length: guests }, (_, index) =>
          house.book(tenant, {
            partySize: 1 + (index % 4),
            startsAt: quarterAfter(evening, (index * 7) % 12).toISOString(),
          }),
        ),
      );
      expect(new Set(answers.filter((answer) => !/^[0-9a-f-]{36}$/.test(answer)))).toEqual(new Set(['slot_taken']));
      await expectExact(tenant);
      const covers = Object.values(await house.heldOf(tenant)).map((held) => held.covers);
      expect(Math.max(...covers)).toBeLessThanOrEqual(10);
      expect(Math.max(...covers)).toBeGreaterThan(6);
      expect(await deadlocks()).toBe(0);
    },
    rushMs,
  );
});

describe('one key', () => {
  it('sent 50 times at once is one booking and one answer', async () => {
    const tenant = await house.newTenant(40);
    const same = { idempotencyKey: randomUUID() };
    const wanted = buildBooking({ ...same, startsAt: evening.toISOString() });
    const results = await Promise.all(
      Array.from({ length: 50 }, () => house.database.visitor.createBooking(tenant.booking.key, wanted)),
    );
    expect(new Set(results.map((result) => (result.ok ? result.value.id : result.error.code))).size).toBe(1);
    expect(results.filter((result) => result.ok && !result.value.isRepeat)).toHaveLength(1);
    await expectExact(tenant);
  });

  it('with another wish is refused, whichever comes first, and holds nothing', async () => {
    const tenant = await house.newTenant(40);
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      [2, 3, 2, 3].map((partySize) => house.book(tenant, { idempotencyKey, partySize })),
    );
    expect(answers.filter((answer) => answer === 'idempotency_mismatch')).toHaveLength(2);
    expect(new Set(answers).size).toBe(2);
    expect(await house.book(tenant, { idempotencyKey, partySize: 2, area: 'terrace' })).toBe('idempotency_mismatch');
    await expectExact(tenant);
  });
});
