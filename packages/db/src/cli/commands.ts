import { demoPeople } from '@blunari/schema/demo';
import { applyRetention } from '../jobs/apply-retention.ts';
import { countRefusedInsights } from '../jobs/count-refused-insights.ts';
import { expireBookings } from '../jobs/expire-bookings.ts';
import { rebuildRollups } from '../jobs/rebuild-rollups.ts';
import { sweepTestTenants } from '../jobs/sweep-test-tenants.ts';
import { watchRollouts } from '../jobs/watch-rollouts.ts';
import { askPatiently } from '../migrate/apply-file.ts';
import { migrate } from '../migrate/migrate.ts';
import { readStatus } from '../migrate/read-status.ts';
import { verifyRelease, type Finding } from '../migrate/verify.ts';
import { rollback } from '../rollback/rollback.ts';
import { seedRollout } from '../seed/rollout/seed-rollout.ts';
import { seedDemo } from '../seed/seed-demo.ts';
import { withClient } from '../server/with-client.ts';

type Say = (line: string) => void;

export interface Command {
  /** Such a command never takes its database from the environment. */
  readonly removesData: boolean;
  /** Says what it does, line by line. Returns whether all is well; throws where it could not be done. */
  readonly run: (url: string, say: Say) => Promise<boolean>;
}

export const commands = {
  migrate: { removesData: false, run: runMigrate },
  status: { removesData: false, run: runStatus },
  verify: { removesData: false, run: runVerify },
  rollback: { removesData: true, run: runRollback },
  seed: { removesData: false, run: runSeed },
  reset: { removesData: true, run: runReset },
  jobs: { removesData: false, run: runJobs },
} as const satisfies Record<string, Command>;

export function isCommandName(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

async function runMigrate(url: string, say: Say): Promise<boolean> {
  const { applied, skippedCount } = await migrate(url, {
    onFile: (fileName) => say(`Applying ${fileName}`),
    onProgress: say,
  });
  say(applied.length > 0 ? `Applied ${applied.length}, ${skippedCount} were there.` : `Up to date: ${skippedCount}.`);
  return true;
}

async function runStatus(url: string, say: Say): Promise<boolean> {
  const { files, wrong } = await readStatus(url);
  for (const { fileName, isApplied } of files) say(`${isApplied ? 'applied' : 'pending'}  ${fileName}`);
  const pendingCount = files.filter(({ isApplied }) => !isApplied).length;
  if (pendingCount > 0) say(`${pendingCount} are pending: pnpm db:migrate applies them.`);
  else if (wrong.length > 0)
    say(`History and database disagree, checks that fail: ${wrong.length}. pnpm db:verify names them.`);
  else say('History and database agree.');
  return pendingCount === 0 && wrong.length === 0;
}

async function runVerify(url: string, say: Say): Promise<boolean> {
  const findings = await withClient(url, (client) => askPatiently(client, () => verifyRelease(client)));
  const wrong = findings.filter(({ result }) => result !== 'ok');
  for (const { check, subject } of findings) if (check.endsWith('_count')) say(`${check}: ${subject}`);
  for (const finding of wrong) say(describe(finding));
  say(`${findings.length - wrong.length} of ${findings.length} checks are ok.`);
  return wrong.length === 0;
}

function describe({ check, subject, result, mend }: Finding): string {
  return `${check} ${subject} ${result}\n  ${mend}`;
}

async function runRollback(url: string, say: Say): Promise<boolean> {
  await rollback(url, say);
  say('All that the widget migration made is gone.');
  return true;
}

async function runSeed(url: string, say: Say): Promise<boolean> {
  const present = await withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id::text from auth.users where id = any ($1::uuid[])', [
      demoPeople.map(({ id }) => id),
    ]);
    return new Set(rows.map(({ id }) => id));
  });
  const users = demoPeople.filter(({ id }) => present.has(id));
  if (users.length < demoPeople.length) {
    say(`${demoPeople.length - users.length} people of the demo have no sign-in here and become no members.`);
  }
  const { isNew } = await seedDemo(url, { now: new Date(), users });
  say(isNew ? 'The demo restaurants are there.' : 'The demo restaurants were there already.');
  return true;
}

/** For the screens of the roll-out. */
export async function runSeedRollout(url: string, say: Say): Promise<void> {
  const { isNew } = await seedRollout(url);
  say(isNew ? 'A roll-out is under way: sign in as alex@example.com.' : 'The roll-out was there already.');
}

async function runReset(url: string, say: Say): Promise<boolean> {
  await runRollback(url, say);
  await runMigrate(url, say);
  return runSeed(url, say);
}

/**
 * What the embedded stack does by itself; elsewhere something calls it every few minutes. One that fails keeps none of the
 * others from their work, and fails the command.
 */
async function runJobs(url: string, say: Say): Promise<boolean> {
  let isFine = true;
  for (const [name, run] of Object.entries(jobs)) {
    try {
      await run(url, say);
    } catch (error) {
      isFine = false;
      say(`Failed: ${name}. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return isFine;
}

const jobs: Readonly<Record<string, (url: string, say: Say) => Promise<void>>> = {
  'closing bookings that nobody answered': async (url, say) => {
    say(`${await expireBookings(url)} bookings that nobody had answered in time were closed.`);
  },
  'watching the roll-outs': async (url, say) => {
    for (const { flagKey, batch, outcome } of await watchRollouts(url))
      say(`Batch ${batch} of ${flagKey}: ${outcome}.`);
  },
  'removing what is kept no longer': async (url, say) => {
    say(`${await applyRetention(url)} rows are kept no longer.`);
  },
  'removing the restaurants of tests': async (url, say) => {
    const sweptCount = await sweepTestTenants(url, say);
    if (sweptCount > 0) say(`${sweptCount} restaurants that tests had left were removed.`);
  },
  'looking for visits that were refused': async (url, say) => {
    const refusedCount = await countRefusedInsights(url);
    if (refusedCount > 0)
      say(`${refusedCount} batches of visits could not be stored: widget_private.waiting_insights.`);
  },
  'counting totals again': async (url, say) => {
    const finishedCount = await rebuildRollups(url, {
      onStep: ({ tenantId, days }) => {
        if (days) say(`Counted again ${tenantId}: ${days.first} to ${days.last}`);
      },
    });
    say(`Totals of ${finishedCount} restaurants were counted again.`);
  },
};
