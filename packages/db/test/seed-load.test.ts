import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLoadSize } from '../src/cli/read-load-size.ts';
import { copyRows } from '../src/seed/load/copy-rows.ts';
import { seedLoad } from '../src/seed/load/seed-load.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

const counts = `select
  (select count(*)::integer from public.tenants) as tenants,
  (select count(*)::integer from public.widget_configurations where is_active) as live,
  (select count(*)::integer from public.widget_analytics) as events`;

describe('seedLoad', () => {
  it('adds exactly what is asked for, and more at the next call', async () => {
    const steps = new Set<string>();
    await seedLoad(test.urls.owner, { tenantCount: 20, eventCount: 3000 }, (step, done, total) => {
      expect(done).toBeLessThanOrEqual(total);
      steps.add(`${step} ${done} of ${total}`);
    });
    expect(await query(test.urls.owner, counts)).toEqual([{ tenants: 20, live: 40, events: 3000 }]);
    expect(steps).toContain('Events 3000 of 3000');
    await seedLoad(test.urls.owner, { tenantCount: 5, eventCount: 100 }, () => undefined);
    expect(await query(test.urls.owner, counts)).toEqual([{ tenants: 25, live: 50, events: 3100 }]);
  });

  it('makes visits as the product stores them: the time from the id, within 90 days, at widgets of their tenant', async () => {
    const odd = await query(
      test.urls.owner,
      `select a.id from public.widget_analytics a
       left join public.widget_configurations w on w.id = a.widget_id and w.tenant_id = a.tenant_id
       where w.id is null
         or a.timestamp <> to_timestamp(('x' || replace(left(a.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
         or a.timestamp not between now() - interval '91 days' and now()`,
    );
    expect(odd).toEqual([]);
    const kinds = await query(
      test.urls.owner,
      `select count(*) filter (where event_type = 'view') > count(*) filter (where event_type = 'conversion') * 5 as rare,
         count(*) filter (where event_type = 'conversion') > 0 as some
       from public.widget_analytics`,
    );
    expect(kinds).toEqual([{ rare: true, some: true }]);
  });

  it('leaves nothing where it fails', async () => {
    const before = await query(test.urls.owner, counts);
    const failing = seedLoad(test.urls.owner, { tenantCount: 3, eventCount: 5000 }, (step) => {
      if (step === 'Events') throw new Error('The network is gone.');
    });
    await expect(failing).rejects.toThrow('The network is gone.');
    expect(await query(test.urls.owner, counts)).toEqual(before);
  });
});

describe('copyRows', () => {
  it('brings every text over as it is, and null as null', async () => {
    const client = new Client({ connectionString: test.urls.owner });
    await client.connect();
    await client.query('create temporary table copied (place integer, value text)');
    const values = fc.array(fc.option(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''))));
    try {
      await fc.assert(
        fc.asyncProperty(values, async (sent) => {
          await client.query('truncate copied');
          const rows = sent.map((value, place) => [String(place), value]);
          await copyRows(client, 'copied (place, value)', rows, () => undefined);
          const { rows: got } = await client.query('select value from copied order by place');
          expect(got).toEqual(sent.map((value) => ({ value })));
        }),
        { numRuns: 50 },
      );
    } finally {
      await client.end();
    }
  });
});

describe('the size of a load', () => {
  it('is read from two numbers, or there is none', () => {
    expect(readLoadSize({})).toBeUndefined();
    expect(readLoadSize({ tenants: '10000', events: '5000000' })).toEqual({
      tenantCount: 10_000,
      eventCount: 5_000_000,
    });
    expect(readLoadSize({ tenants: '3' })).toEqual({ tenantCount: 3, eventCount: 0 });
  });

  it.each([
    [{ tenants: '0' }, '--tenants is at least 1.'],
    [{ tenants: 'many' }, '--tenants is a number, such as'],
    [{ tenants: '-5', events: '1e9' }, '--events is a number, such as'],
    [{ events: '9999999999' }, '--events is at most'],
  ])('%o is refused with a sentence', (values, sentence) => {
    expect(() => readLoadSize(values)).toThrow(sentence);
  });
});
