import process from 'node:process';
import { parseArgs } from 'node:util';
import { watchRollouts } from '@blunari/db/jobs';
import { withClient } from '@blunari/db/server';
import { z } from 'zod';
import { startMigratedServer, withServer } from './server/start-bench-server.ts';

const flagKey = 'widget_management_v2';

/**
 * How long it takes to move many restaurants at once, until the last one is told, and to read and judge the numbers of a
 * roll-out: `node rollout.ts [--tenants 10000]`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { tenants: { type: 'string', default: '10000' } } });
  const server = startMigratedServer((ownerUrl) => addProduct(ownerUrl, Number(values.tenants)));
  await withServer(server, ({ owner }) => measureAll(owner));
}

async function measureAll(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const ask = (call: string): Promise<unknown> => client.query(`select widget_private.${call}`);
    await client.query(
      `select set_config('request.jwt.claims', '{"role": "authenticated", "app_metadata": {"platform_admin": true}}', false)`,
    );
    await time('a plan of four batches', () =>
      ask(
        `rollout_plan('${flagKey}', '[{"percent": 5}, {"percent": 15}, {"percent": 25}, {"percent": 100}]', 'Measured')`,
      ),
    );
    for (const batch of [1, 2, 3]) {
      await time(`batch ${batch} begun`, () => ask(`rollout_go_on('${flagKey}', ${batch}, 'Measured')`));
      await tellAll(ask);
    }
    await client.query(savesOfTwoDays);
    await time('the job that watches, with a day to add up', () => watchRollouts(ownerUrl));
    await time('the job that watches', () => watchRollouts(ownerUrl));
    for (let round = 1; round <= 3; round += 1) {
      await time('the overview', () => ask(`rollout_state('${flagKey}')`));
    }
    await time('everybody moved', () => ask(`rollout_set_stage('${flagKey}', 'on', null, 'Measured')`));
    await tellAll(ask);
  });
}

/** What the API does after a change, until nobody waits for a word. */
async function tellAll(ask: (call: string) => Promise<unknown>): Promise<void> {
  await time('  until the last one was told', async () => {
    for (;;) {
      const answer = await ask('flush_flag_news() as told');
      const [{ told }] = toldSchema.parse(answer).rows;
      if (told === 0) return;
    }
  });
}

const toldSchema = z.object({ rows: z.tuple([z.object({ told: z.number() })]) });

/** Five minutes a day of each restaurant, with four saves. */
const savesOfTwoDays = `
  update public.widget_rollouts
  set started_at = now() - interval '40 hours', watched_from = now() - interval '40 hours' where started_at is not null;
  insert into public.widget_save_minutes (tenant_id, minute, component, saves, errors, durations, failures)
  select a.tenant_id, date_trunc('minute', now() - make_interval(mins => n * 277 + abs(hashtext(a.tenant_id::text)) % 277), 'UTC'),
    case when a.is_on then 'editor' else 'form' end, 4, 0, jsonb_build_object(45 + n, 2, 60 + n, 2), '{}'
  from public.widget_feature_flags f
  cross join lateral widget_private.flag_answers(f) a
  cross join generate_series(0, 9) as n
  where f.key = '${flagKey}';
  analyze public.widget_save_minutes`;

async function time(name: string, work: () => Promise<unknown>): Promise<void> {
  const startedAtMs = performance.now();
  await work();
  process.stdout.write(`${name}: ${Math.round(performance.now() - startedAtMs)} ms\n`);
}

/** A product of that many tenants. */
function addProduct(ownerUrl: string, tenantCount: number): Promise<unknown> {
  return withClient(ownerUrl, (client) =>
    client.query(`
      create table public.tenants (id uuid primary key default gen_random_uuid(), name text not null, slug text not null unique);
      insert into public.tenants (name, slug) select 'Restaurant ' || n, 'r-' || n from generate_series(1, ${tenantCount}) as n;
      analyze public.tenants`),
  );
}

await main();
