import { applyRetention } from '../jobs/apply-retention.ts';
import { countRefusedInsights } from '../jobs/count-refused-insights.ts';
import { expireBookings } from '../jobs/expire-bookings.ts';
import { rebuildRollups } from '../jobs/rebuild-rollups.ts';
import { sweepTestTenants } from '../jobs/sweep-test-tenants.ts';
import { migrate } from '../migrate/migrate.ts';
import { readStatus } from '../migrate/read-status.ts';
import { verify, type Finding } from '../migrate/verify.ts';
import { rollback } from '../rollback/rollback.ts';
import { demoPeople } from '@blunari/schema/demo';
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
  const findings = await withClient(url, verify);
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

async function runReset(url: string, say: Say): Promise<boolean> {
  await runRollback(url, say);
  await runMigrate(url, say);
  return runSeed(url, say);
}

/** What the embedded stack does by itself; elsewhere something calls it every few minutes. */
async function runJobs(url: string, say: Say): Promise<boolean> {
  const closedCount = await expireBookings(url);
  say(`${closedCount} bookings that nobody had answered in time were closed.`);
  const rowCount = await applyRetention(url);
  say(`${rowCount} rows are kept no longer.`);
  const sweptCount = await sweepTestTenants(url);
  if (sweptCount > 0) say(`${sweptCount} restaurants that tests had left were removed.`);
  const refusedCount = await countRefusedInsights(url);
  if (refusedCount > 0) say(`${refusedCount} batches of visits could not be stored: widget_private.waiting_insights.`);
  // Last: a restaurant that could not be counted again fails the command, and keeps nobody's guests.
  const finishedCount = await rebuildRollups(url, {
    onStep: ({ tenantId, days }) => {
      if (days) say(`Counted again ${tenantId}: ${days.first} to ${days.last}`);
    },
  });
  say(`Totals of ${finishedCount} restaurants were counted again.`);
  return true;
}
