import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';

let test: TestDatabase;
let client: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  client = new Client({ connectionString: test.urls.owner });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

const rowsSchema = z.array(z.object({ id: z.string() }));

interface Asked {
  readonly key: string;
  readonly percent: number;
  /** Other restaurants for each. */
  readonly seed: number;
  readonly count: number;
}

/** Ids, made of the seed, of the restaurants that have the feature at a share. */
async function holdersAt({ key, percent, seed, count }: Asked): Promise<ReadonlySet<string>> {
  const { rows } = await client.query(
    `select a.tenant_id::text as id
     from jsonb_populate_record(null::public.widget_feature_flags,
       jsonb_build_object('key', $1::text, 'stage', 'percentage', 'rollout_percent', $2::numeric)) f
     cross join lateral widget_private.flag_answers(f, array(
       select md5($3::text || ' ' || place)::uuid from generate_series(1, $4::integer) as place
     )) a
     where a.is_on`,
    [key, percent, seed, count],
  );
  return new Set(rowsSchema.parse(rows).map(({ id }) => id));
}

const keys = fc.stringMatching(/^[a-z][a-z0-9_]{2,20}$/);
// Of integers: doubles are drawn evenly by their bits, so nearly all would be next to 0.
const percents = fc.integer({ min: 0, max: 100_000_000 }).map((millionths) => millionths / 1e6);
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('the share of a feature', () => {
  it('takes nobody out when it is raised, and answers the same whenever it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(keys, percents, percents, seeds, async (key, one, other, seed) => {
        const asked = { key, seed, count: 300 };
        const few = await holdersAt({ ...asked, percent: Math.min(one, other) });
        const many = await holdersAt({ ...asked, percent: Math.max(one, other) });
        expect([...few].filter((id) => !many.has(id))).toEqual([]);
        expect(await holdersAt({ ...asked, percent: Math.min(one, other) })).toEqual(few);
      }),
      { numRuns: 60 },
    );
  });

  it('has within 2 points as many of 10,000 restaurants, whichever they are', async () => {
    // The same restaurants in every run: a spread of chance would fail one run in some thousands.
    for (const key of ['widget_management_v2', 'waitlist']) {
      for (const percent of [0, 1, 5, 15, 33.3, 50, 75, 99, 100]) {
        for (const seed of [1, 2]) {
          const holders = await holdersAt({ key, percent, seed, count: 10_000 });
          expect(Math.abs(holders.size / 100 - percent)).toBeLessThanOrEqual(2);
        }
      }
    }
  });

  it('is nobody at 0 and everybody at 100', async () => {
    await fc.assert(
      fc.asyncProperty(keys, seeds, async (key, seed) => {
        expect((await holdersAt({ key, seed, count: 500, percent: 0 })).size).toBe(0);
        expect((await holdersAt({ key, seed, count: 500, percent: 100 })).size).toBe(500);
      }),
      { numRuns: 20 },
    );
  });

  it('gives another feature to other restaurants', async () => {
    const asked = { seed: 7, count: 2000, percent: 50 };
    const one = await holdersAt({ ...asked, key: 'waitlist' });
    const other = await holdersAt({ ...asked, key: 'quotes' });
    const both = [...one].filter((id) => other.has(id));
    expect(both.length).toBeGreaterThan(400);
    expect(both.length).toBeLessThan(600);
  });
});
