import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from '../src/client.ts';
import { readConnections } from '../src/queries/rollouts/read-connections.ts';
import { readFailures } from '../src/queries/rollouts/read-failures.ts';
import { readRollout } from '../src/queries/rollouts/read-rollout.ts';
import { seedRollout } from '../src/seed/rollout/seed-rollout.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('shows platform staff a roll-out whose third batch was stopped by the job, and is made once', async () => {
  expect(await seedRollout(test.urls.owner)).toEqual({ isNew: true });
  expect(await seedRollout(test.urls.owner)).toEqual({ isNew: false });
  const database = createDatabase({ url: test.urls.api });
  const admin = {
    role: 'authenticated',
    claims: { sub: randomUUID(), app_metadata: { platform_admin: true } },
  } as const;
  const { rollout, failures, groups } = await database.as(admin, async (tx) => ({
    rollout: await readRollout(tx),
    failures: (await readFailures(tx, { since: new Date(Date.now() - 3_600_000).toISOString(), batch: 3 })).failures,
    groups: (await readConnections(tx, new Date(Date.now() - 86_400_000).toISOString())).groups,
  }));
  await database.close();
  expect(rollout).toMatchObject({ stage: 'percentage', percent: 25, currentBatch: 3, tenants: { all: 64 } });
  expect(rollout.batches.map(({ status }) => status)).toEqual([
    'done',
    'done',
    'stopped',
    'planned',
    'planned',
    'planned',
  ]);
  expect(rollout.batches[2]?.stop?.windows).toMatchObject([{ verdict: 'bad' }, { verdict: 'bad' }]);
  for (const batch of rollout.batches.slice(0, 3)) {
    expect(batch.saves.saves).toBeGreaterThan(200);
    expect(batch.others.saves).toBeGreaterThan(200);
  }
  expect(failures[0]).toMatchObject({ code: 'invalid_input', component: 'editor' });
  expect(groups.length).toBeGreaterThan(3);
});
